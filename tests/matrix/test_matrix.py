import time
from tests.matrix.walk import Walker, METHODS


def test_try(walker: Walker) -> None:
    total = 0
    for name in walker.pages:
        for m in METHODS:
            t = time.time()
            try:
                row = walker.row(name, m)
            except Exception as e:
                print(name, m, "!!", type(e).__name__, str(e)[:300].replace("\n", " "))
                continue
            took = time.time() - t
            total += took
            by = {}
            for k, v in row.items():
                by.setdefault(v, []).append(f"{k[0][:2]}/{k[1]}")
            print(
                f"{name} {m} {took:.2f}s",
                {k: (v if len(v) < 25 else len(v)) for k, v in by.items()},
            )
    print(total)
