"""How static files are named in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Estaticos(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, so that browsers keep files for ever.

    A file that was never collected loses its style or picture, not the page: the error pages
    must be drawn whatever is broken. (`collectstatic` itself still refuses broken references.)
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name
