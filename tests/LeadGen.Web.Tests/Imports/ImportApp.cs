using System.Text;
using LeadGen.Testing;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

/// <summary>An app whose uploaded files lie in a folder of their own; imports run when a test says so.</summary>
public sealed class ImportApp(PostgresServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgen-imports-");

    public WebApp Web { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public ImportFiles Files => Web.Services.GetRequiredService<ImportFiles>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Web = await WebApp.StartAsync(server, ("LeadGen:DataDirectory", _folder.FullName));

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>As if it had come by the page or the API.</summary>
    public async Task<LeadImport> ReceiveAsync(
        string csv,
        string? map = null,
        ImportState begins = ImportState.Running,
        Encoding? encoding = null
    )
    {
        await using var scope = Web.Services.CreateAsyncScope();
        var text = encoding ?? new UTF8Encoding(false);
        using var content = new MemoryStream([.. text.GetPreamble(), .. text.GetBytes(csv)]);
        var receipt = await scope
            .ServiceProvider.GetRequiredService<ImportIntake>()
            .ReceiveAsync(
                new ImportUpload("leads.csv", content, "Mara", map is null ? begins : ImportState.Uploaded),
                Cancel
            );
        Assert.Null(receipt.Error);
        if (map is not null && begins != ImportState.Uploaded)
        {
            Assert.True(
                await DoAsync(
                    receipt.Import!.Id,
                    begins == ImportState.Running ? ImportAction.Start : ImportAction.Check,
                    map
                )
            );
        }

        return receipt.Import!;
    }

    public async Task<bool> DoAsync(Guid id, ImportAction action, string? map = null)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ImportDesk>().DoAsync(id, action, map, Cancel);
    }

    /// <summary>Does what waits, to its end.</summary>
    public async Task RunAsync()
    {
        while (await Web.Services.GetRequiredService<ImportRoad>().NextAsync(Cancel)) { }
    }

    public async Task<LeadImport> FindAsync(Guid id)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ImportDesk>().FindAsync(id, Cancel))!;
    }
}
