using LeadGen.Web.Scoring.Learning;
using LeadGen.Web.Scoring.Replays;

namespace LeadGen.Web.Scoring;

public static class ScoringSetup
{
    public static IServiceCollection AddScoring(this IServiceCollection services)
    {
        services.AddSingleton<PublishedModelCache>();
        services.AddScoped<PublishedModel>();
        services.AddScoped<LeadEvaluator>();
        services.AddScoped<Rescorer>();
        services.AddScoped<RunChunk>();
        services.AddSingleton<ShadowCache>();
        services.AddScoped<ShadowRun>();
        services.AddSingleton<ScoreRebuild>();
        services.AddScoped<ModelDesk>();
        services.AddScoped<GoldenDesk>();
        services.AddScoped<ModelPublisher>();
        services.AddScoped<ReadyLeads>();
        services.AddScoped<PastFacts>();
        services.AddScoped<LeadScoring>();
        services.AddSingleton<ReplayRoad>();
        services.AddScoped<ReplayDesk>();
        services.AddScoped<ReplayProof>();
        services.AddHostedService<ReplayLoop>();
        services.AddSingleton<LearningRoad>();
        services.AddScoped<LearningDesk>();
        services.AddHostedService<LearningLoop>();
        services.AddSingleton<RescoreRoad>();
        services.AddHostedService<RescoreLoop>();
        services.AddHostedService<DailyPass>();
        services.AddSingleton<DailyRelease>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyRelease>());
        return services;
    }
}
