using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>Says on the console where the app is and how to get in, once it answers.</summary>
public static class Welcome
{
    /// <exception cref="SettingException">The settings name an administrator who can't be made.</exception>
    public static async Task WelcomeAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<FirstAdministrator>();
        var token = await first.PrepareAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => Say(app, token));
    }

    private static void Say(WebApplication app, string? token)
    {
        if (Address(app.Services) is not { } address)
        {
            return;
        }

        Console.Out.WriteLine($"LeadGen is at {address}");
        Console.Out.WriteLine($"  Staff sign in at {address}/account/login");
        if (token is not null)
        {
            Console.Out.WriteLine(
                "  There is no user yet. Make the first administrator with this link, which works once:"
            );
            Console.Out.WriteLine($"  {address}/account/setup/{token}");
        }
    }

    private static string? Address(IServiceProvider services)
    {
        var listening = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return services.GetRequiredService<IOptions<LeadGenOptions>>().Value.PublicUrl?.TrimEnd('/')
            ?? listening?.Select(ForABrowser).FirstOrDefault();
    }

    /// <summary>"Every address" is none that a browser could open.</summary>
    private static string ForABrowser(string address) =>
        address
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal);
}
