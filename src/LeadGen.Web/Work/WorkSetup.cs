namespace LeadGen.Web.Work;

public static class WorkSetup
{
    public static IServiceCollection AddWork(this IServiceCollection services) => services.AddHostedService<Rounds>();
}
