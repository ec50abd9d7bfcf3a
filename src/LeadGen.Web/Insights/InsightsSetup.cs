namespace LeadGen.Web.Insights;

public static class InsightsSetup
{
    public static IServiceCollection AddInsights(this IServiceCollection services) =>
        services
            .AddSingleton<ScoreQualityFigures>()
            .AddSingleton<OfferTestFigures>()
            .AddScoped<FunnelCounting>()
            .AddScoped<CostDesk>()
            .AddScoped<PersonaDesk>()
            .AddScoped<ReviewDesk>()
            .AddHostedService<FunnelLoop>();
}
