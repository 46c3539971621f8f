"""A program of its own: a PDF in, its text out. Run by casework.cases.reading, never imported.

What people send is read apart from everything else: without settings or database, with little
memory and time, and no file to write. Whatever it does to the reader, only this process ends.
"""

import resource
import sys

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MOST_PAGES = 300
MOST_LETTERS = 150_000


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    left = MOST_LETTERS
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = " ".join(page.get_textpage().get_text_bounded().split())[:left]
        sys.stdout.buffer.write(text.encode("utf-8", "ignore") + b"\n")
        left -= len(text)
        page.close()
        if left <= 0:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
