namespace LeadGen.Web.Scoring;

public static class ScoringSetup
{
    public static IServiceCollection AddScoring(this IServiceCollection services)
    {
        services.AddSingleton<PublishedModelCache>();
        services.AddScoped<PublishedModel>();
        services.AddScoped<Rescorer>();
        services.AddSingleton<RescoreRoad>();
        services.AddHostedService<RescoreLoop>();
        return services;
    }
}
