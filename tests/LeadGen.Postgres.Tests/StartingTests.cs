using Npgsql;

namespace LeadGen.Postgres.Tests;

public sealed class StartingTests
{
    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "leadgen-" + Path.GetRandomFileName()));
        var options = EmbeddedPostgresOptions.In(folder.FullName) with { Settings = EmbeddedPostgresOptions.Throwaway };
        await using (var first = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken))
        {
            await using var db = NpgsqlDataSource.Create(first.ConnectionString);
            await using var make = db.CreateCommand("CREATE TABLE kept AS SELECT 7 AS n");
            await make.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using (var second = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken))
        {
            await using var db = NpgsqlDataSource.Create(second.ConnectionString);
            await using var read = db.CreateCommand("SELECT n FROM kept");
            Assert.Equal(7, await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
        folder.Delete(recursive: true);
    }
}
