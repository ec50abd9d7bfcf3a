namespace LeadGen.Web.Exports;

public static class ExportsSetup
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddScoped<LeadExport>();
}
