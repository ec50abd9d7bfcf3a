namespace LeadGen.Web.Demo;

public static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<DemoStart>();
        return services;
    }

    /// <summary>A first start in Development, or where <c>LeadGen:Demo</c> asks for it, finds some leads to look at.</summary>
    public static Task SeedDemoLeadsAsync(this WebApplication app, CancellationToken cancel = default) =>
        app.Services.GetRequiredService<DemoStart>().RunAsync(cancel);
}
