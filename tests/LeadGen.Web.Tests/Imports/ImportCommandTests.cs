using LeadGen.Testing;

namespace LeadGen.Web.Tests.Imports;

public sealed class ImportCommandTests(PostgresServer server)
{
    [Fact]
    public async Task It_tells_what_came_of_the_rows_on_standard_error_and_by_its_exit_code()
    {
        await using var app = await WebApp.StartAsync(server);
        var folder = Directory.CreateTempSubdirectory("leadgen-import-");
        try
        {
            var good = await FileAsync(folder, "good.csv", "email,company\nada@alder.example,Alder\nnobody,Alder\n");
            var bad = await FileAsync(folder, "bad.csv", "email\nnobody\n");

            var done = await CommandRun.OfAsync(app, ["import", good]);
            var failed = await CommandRun.OfAsync(app, ["import", bad]);
            var wrong = await CommandRun.OfAsync(app, ["import", Path.Combine(folder.FullName, "absent.csv")]);

            Assert.Equal((0, 1, 2), (done.ExitCode, failed.ExitCode, wrong.ExitCode));
            Assert.Contains("2 rows: 1 created, 0 updated, 0 unchanged, 1 rejected", done.Errors);
            Assert.Contains("Line 3: Enter an e-mail address", done.Errors);
            Assert.Empty(done.Output);
            Assert.Contains("There is no file", wrong.Errors);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "good.rejects.csv")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> FileAsync(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
