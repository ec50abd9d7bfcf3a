namespace LeadGen.Web.Capture;

public static class CaptureSetup
{
    public static IServiceCollection AddCapture(this IServiceCollection services)
    {
        services.AddSingleton<CaptureTransaction>();
        services.AddSingleton<LeadEntry>();
        services.AddSingleton<TouchpointIntake>();
        return services;
    }
}
