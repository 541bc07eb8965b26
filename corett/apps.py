from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class CorettConfig(AppConfig):
    """The whole portal: holds the commands that touch every app. It has no tables."""

    name = "corett"
    verbose_name = "CORETT"

    def ready(self) -> None:
        # Needs the models, which exist only now.
        from corett.roles import dar_permisos

        # The signal is sent for apps with models only; this is the last of ours that has any.
        post_migrate.connect(dar_permisos, sender=apps.get_app_config("informes"))


class PanelConfig(AdminConfig):
    """Django's admin with the portal's own site; each app registers its models as usual."""

    default_site = "corett.admin.Panel"
