"use strict";
// Read-only and without accounts: no credentials, no CSRF token, so no cookie for visitors.
window.ui = SwaggerUIBundle({
  ...{{ settings|safe }},
  // The words of Django's own parts in the schema's language.
  url: "{% url 'api:esquema' %}?lang=en",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
