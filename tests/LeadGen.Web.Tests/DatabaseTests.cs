using LeadGen.Testing;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests;

public sealed class DatabaseTests(Database database, PostgresServer server) : IClassFixture<Database>
{
    [Fact]
    public async Task Of_three_who_migrate_an_empty_database_at_once_each_finds_it_migrated()
    {
        var empty = await server.CreateEmptyDatabaseAsync();
        try
        {
            // Who fails says so by its exit code, which is an exception here.
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AppProcess.CommandAsync(empty, ["migrate"])));
        }
        finally
        {
            await server.DropDatabaseAsync(empty);
        }
    }

    [Fact]
    public async Task It_is_migrated_and_holds_what_a_new_installation_starts_with()
    {
        await using var db = database.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        var model = await db.ScoringModels.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ModelState.Published, model.State);
        Assert.Equal(Database.SeededAt, model.PublishedAt);
    }

    [Fact]
    public async Task Plain_SQL_finds_the_tables()
    {
        await using var count = database.Source.CreateCommand("SELECT count(*) FROM leads");
        Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
