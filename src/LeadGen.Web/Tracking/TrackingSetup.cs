using LeadGen.Web.Data;

namespace LeadGen.Web.Tracking;

public static class TrackingSetup
{
    public static IServiceCollection AddTracking(this IServiceCollection services) =>
        services
            .AddSingleton<TrackBuffer>()
            .AddSingleton<TrackRate>()
            .AddSingleton<TrackScript>()
            .AddSingleton<TrackIntake>()
            .AddScoped<WebConsent>();

    public static void MapTracking(this WebApplication app)
    {
        string[] reads = [HttpMethods.Get, HttpMethods.Head];
        string[] asks = [HttpMethods.Options];
        app.MapMethods("/track.js", reads, (HttpContext context, TrackScript script) => script.ServeAsync(context))
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapPost(
                "/track",
                (HttpContext context, TrackIntake intake, WebConsent consent) => intake.PostAsync(context, consent)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapMethods(
                "/track",
                asks,
                (HttpContext context, TrackingPlans plans) => TrackSite.AllowAsync(context, plans)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }
}
