"use strict";
// Read-only and without accounts: no credentials, no CSRF token, so no cookie for visitors.
window.ui = SwaggerUIBundle({
  ...{{ settings|safe }},
  url: "{% url 'api:esquema' %}",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
