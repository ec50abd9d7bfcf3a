namespace LeadGen.Web.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton(provider => new MailRoute(
            MailServer.Read(provider.GetRequiredService<IConfiguration>()),
            Keeps: provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
        services.AddSingleton(MailTimes.Usual);
        services.AddSingleton<MailLinks>();
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<MailWriter>();
        services.AddSingleton<MailRoad>();
        services.AddHostedService<MailLoop>();
        services.AddScoped<MailDesk>();
        services.AddScoped<StaffDigests>();
        services.AddScoped<LetterDesk>();
        return services;
    }

    /// <summary>Before anything begins.</summary>
    /// <exception cref="Operations.SettingException">A setting of the mail server is wrong.</exception>
    public static void CheckMail(this WebApplication app) => app.Services.GetRequiredService<MailRoute>();
}
