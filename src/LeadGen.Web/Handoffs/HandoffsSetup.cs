using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Handoffs;

public static class HandoffsSetup
{
    public static IServiceCollection AddHandoffs(this IServiceCollection services)
    {
        services.AddScoped<HandoffDesk>();
        services.AddScoped<OutcomeDesk>();
        services.AddScoped<LeadDesk>();
        services.AddScoped<ReasonDesk>();
        services.AddScoped<SalesManagers>();
        services.AddScoped<RoutingDesk>();
        services.AddScoped<TeamDesk>();
        services.AddScoped<PromiseKeeper>();
        services.AddSingleton<PromiseRoad>();
        services.AddHostedService<PromiseLoop>();
        services.AddScoped<ManagerDesk>();
        services.AddSingleton<HandoffWatch>();
        return services;
    }
}
