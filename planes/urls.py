app_name = "planes"
urlpatterns: list = []
