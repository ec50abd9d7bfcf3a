namespace LeadGen.Web.Imports;

public static class ImportsSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<CsvImport>();
        return services;
    }
}
