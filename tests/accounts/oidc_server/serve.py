"""Makes the provider's database, a client and a person, and serves until it is ended."""

import os
import socketserver
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.accounts.oidc_server.settings"
django.setup()


class Threaded(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    mona = User.objects.create_user(
        "mona", "ada@lindenfurt.example", "pw", first_name="Mona", last_name="Neu"
    )
    EmailAddress.objects.create(user=mona, email=mona.email, verified=True, primary=True)
    client = Client(id="sachstand", name="Sachstand", skip_consent=True)
    client.set_secret("secret-of-the-client")
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris(os.environ["OIDC_REDIRECTS"].split())
    client.save()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Threaded, Quiet)
    (settings.FOLDER / "port.part").write_text(str(server.server_port))
    (settings.FOLDER / "port.part").rename(settings.FOLDER / "port")
    server.serve_forever()


main()
