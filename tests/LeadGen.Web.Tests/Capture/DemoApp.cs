using LeadGen.Testing;

namespace LeadGen.Web.Tests.Capture;

/// <summary>The app with its demo offers and a folder for its files, without limits on how often a form is posted.</summary>
public sealed class DemoApp(PostgresServer server) : IAsyncLifetime
{
    private WebApp? _app;

    public PostgresServer Server => server;

    public WebApp App => _app ?? throw new InvalidOperationException("The app has not been started.");

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("leadgen-").FullName;

    public async ValueTask InitializeAsync() =>
        _app = await WebApp.StartAsync(
            server,
            ("LeadGen:Demo", "true"),
            ("LeadGen:DataDirectory", DataDirectory),
            ("LeadGen:RateLimits:Enabled", "false")
        );

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
