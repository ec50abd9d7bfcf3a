using LeadGen.Web.Pages.Embed;

namespace LeadGen.Web.Pages.Offers;

public static class OfferPagesSetup
{
    public static IServiceCollection AddOfferPages(this IServiceCollection services) =>
        services
            .AddSingleton<FormDoor>()
            .AddScoped<StepDoor>()
            .AddScoped<EmbedPost>()
            .AddSingleton<EmbedForms>()
            .AddSingleton<EmbedScripts>();

    public static void MapOfferPages(this WebApplication app) =>
        app.MapPost(
                "/embed/{slug}",
                (string slug, HttpContext context, EmbedPost post) => post.PostAsync(slug, context)
            )
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription();
}
