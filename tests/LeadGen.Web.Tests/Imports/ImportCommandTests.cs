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

            var done = await ImportAsync(good);
            var failed = await ImportAsync(bad);
            var wrong = await ImportAsync(Path.Combine(folder.FullName, "absent.csv"));

            Assert.Equal((0, 1, 2), (done.ExitCode, failed.ExitCode, wrong.ExitCode));
            Assert.Contains("2 rows: 1 created, 0 updated, 0 unchanged, 1 rejected", done.Errors);
            Assert.Contains("Line 3: Enter an e-mail address", done.Errors);
            Assert.Empty(done.Output);
            Assert.Contains("There is no file", wrong.Errors);
            var rejects = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "good.rejects.csv"), Cancel);
            Assert.Contains("nobody,Alder,Line 3: ", rejects);
            // As by the page and the API there is a row, from which it can be undone.
            Assert.Equal(
                2L,
                await app.CountAsync("imports where state = 'done' and created_by = 'the command import'")
            );
            Assert.Contains(
                (await app.ScalarAsync("select id from leadgen.imports where file_name = 'good.csv'"))!.ToString()!,
                done.Errors
            );
            Assert.Equal(1L, await app.CountAsync("import_parts"));

            // As if it had been killed before its first row: it goes on, and takes the file in no second time.
            await app.ScalarAsync(
                "update leadgen.imports set state = 'running', at_byte = 0, at_line = 0, rejects_bytes = 0, told = '{}', leased_until = now() + interval '1 hour' where file_name = 'good.csv'"
            );
            var again = await ImportAsync(good);
            Assert.Contains("2 rows: 0 created, 0 updated, 1 unchanged, 1 rejected", again.Errors);
            Assert.Equal(1L, await app.CountAsync("imports where file_name = 'good.csv' and state = 'done'"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<CommandRun> ImportAsync(string file) =>
            CommandRun.OfAsync(
                app.ConnectionString,
                ["import", file],
                "",
                ("LeadGen__DataDirectory", Path.Combine(folder.FullName, "data"))
            );
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> FileAsync(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
