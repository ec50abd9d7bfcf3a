using LeadGen.Postgres;
using LeadGen.Testing;
using LeadGen.Web.Backups;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Demo;
using LeadGen.Web.Imports;
using LeadGen.Web.Tests.Mail;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Backups;

/// <summary>An app with leads, files, a mail and a message that wait; and the backup that was made of it while it served.</summary>
public sealed class BackedUpApp(PostgresServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backup");
    private WebApp? _app;

    public const string Upload = "files/uploads/0199aabbccddeeff0011223344556677";
    public const string Picture = "pictures/0199aabbccddeeff0011223344556678.png";

    /// <summary>The file of an import that is not over.</summary>
    public string Import { get; private set; } = "";

    /// <summary>Null where this machine has no programs that can read the server.</summary>
    public string? Missing { get; private set; }

    public WebApp App => _app ?? throw new InvalidOperationException("It is not started.");
    public string File => In("leads.backup");
    public BackupManifest Manifest { get; private set; } = null!;

    /// <summary>What all tables held when the backup was made.</summary>
    public Dictionary<string, string> Tables { get; private set; } = [];

    public string In(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask InitializeAsync()
    {
        _app = await WebApp.StartAsync(server, ("LeadGen:DataDirectory", In("data")));
        try
        {
            await using var connection = new NpgsqlConnection(App.ConnectionString);
            await connection.OpenAsync(Cancel);
            await PostgresTools.FindAsync(connection.PostgreSqlVersion.Major, Cancel);
        }
        catch (PostgresToolsException e)
        {
            Missing = e.Message;
            return;
        }

        await FillAsync();
        await using var scope = App.Services.CreateAsyncScope();
        Manifest = await scope.ServiceProvider.GetRequiredService<BackupWriter>().WriteAsync(File, null, Cancel);
        Tables = await TableDigests.AllDigestsAsync(App.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task FillAsync()
    {
        await App.EndpointAsync("https://receiver.example/hook");
        await using (var scope = App.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<DemoSeed>()
                .RunAsync(100, App.Clock.GetUtcNow(), new Progress<long>(), Cancel);
        }

        await App.LeadAsync(firstName: "Zoë", company: "Übermut & Söhne\t\"quoted\" \\N");
        await App.MailAsync("mina@example.com");
        foreach (var (name, text) in new[] { (Upload, "a paper"), (Picture, "a picture"), (Upload + ".part", "half") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In("data/" + name))!);
            await System.IO.File.WriteAllTextAsync(In("data/" + name), text, Cancel);
        }

        Import = await ReceiveAsync(ImportState.Uploaded);
        await ReceiveAsync(ImportState.Cancelled);
        await App.ScoredAsync();
        Assert.True(await App.CountAsync($"events where type = '{LeadEventTypes.Created}'") > 0);
        Assert.True(await App.CountAsync("webhook_deliveries where state = 'waiting'") > 0);
    }

    private async Task<string> ReceiveAsync(ImportState state)
    {
        await using var scope = App.Services.CreateAsyncScope();
        using var csv = new MemoryStream("email\nzoe@import.example\n"u8.ToArray());
        var receipt = await scope
            .ServiceProvider.GetRequiredService<ImportIntake>()
            .ReceiveAsync(new ImportUpload("leads.csv", csv, "Mara", state), Cancel);
        return $"imports/{receipt.Import!.Id:n}.csv";
    }
}
