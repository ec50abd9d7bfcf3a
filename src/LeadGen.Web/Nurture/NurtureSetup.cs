namespace LeadGen.Web.Nurture;

public static class NurtureSetup
{
    public static IServiceCollection AddNurture(this IServiceCollection services) =>
        services
            .AddScoped<NurtureEntrance>()
            .AddScoped<NurtureStepper>()
            .AddScoped<NurtureDesk>()
            .AddSingleton<NurtureRoad>()
            .AddHostedService<NurtureLoop>();
}
