using System.Text;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

/// <summary>A CSV file in a folder of its own, imported into a test's app.</summary>
internal sealed class ImportRun(WebApp app, string csv, string? map = null, Encoding? encoding = null) : IDisposable
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgen-import-");
    private string? _file;

    public string RejectsFile => Path.Combine(_folder.FullName, "leads.rejects.csv");

    public string[] Rejects => File.Exists(RejectsFile) ? File.ReadAllLines(RejectsFile) : [];

    /// <summary>A file that lies somewhere already.</summary>
    public static ImportRun Of(WebApp app, string file, string map) => new(app, "", map) { _file = file };

    public async Task<ImportSummary> RunAsync(bool dryRun = false)
    {
        if (_file is null)
        {
            _file = Path.Combine(_folder.FullName, "leads.csv");
            await File.WriteAllTextAsync(_file, csv, encoding ?? Utf8, TestContext.Current.CancellationToken);
        }

        var cancel = TestContext.Current.CancellationToken;
        var inspected = await CsvFile.InspectAsync(_file, cancel);
        var text = map ?? ColumnGuess.Of((await CsvHead.DetectAsync(inspected, cancel)).Columns, "import").Write();
        return await app
            .Services.GetRequiredService<CsvImport>()
            .RunAsync(new ImportJob(inspected, text, RejectsFile, dryRun), null, cancel);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
