using LeadGen.Web.Tasks;

namespace LeadGen.Web.Work;

public static class WorkSetup
{
    public static IServiceCollection AddWork(this IServiceCollection services) =>
        services
            .AddScoped<TaskDesk>()
            .AddScoped<WorkBoard>()
            .AddHostedService<Rounds>()
            .AddHostedService<FrozenBatches>()
            .AddHostedService<TrackLoop>();
}
