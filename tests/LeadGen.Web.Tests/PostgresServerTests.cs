using LeadGen.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace LeadGen.Web.Tests;

public sealed class PostgresServerTests(PostgresServer server)
{
    [Fact]
    public void It_is_of_the_kind_that_was_asked_for()
    {
        var wish = Environment.GetEnvironmentVariable("LEADGEN_TEST_POSTGRES");
        string[] right = string.IsNullOrEmpty(wish) ? ["container", "local"] : [wish];
        Assert.Contains(server.Kind, right);
    }

    [Fact]
    public async Task Copies_of_a_template_hold_what_it_holds_and_are_apart()
    {
        var first = await server.CreateDatabaseAsync("numbers", FillAsync);
        var second = await server.CreateDatabaseAsync(
            "numbers",
            _ => throw new InvalidOperationException("Made twice.")
        );
        await RunAsync(first, "INSERT INTO numbers VALUES (8)");

        Assert.Equal(15L, await RunAsync(first, "SELECT sum(n) FROM numbers"));
        Assert.Equal(7L, await RunAsync(second, "SELECT sum(n) FROM numbers"));

        await server.DropDatabaseAsync(first);
        await server.DropDatabaseAsync(second);
        var gone = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(first, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    private static Task FillAsync(string connectionString) =>
        RunAsync(connectionString, "CREATE TABLE numbers AS SELECT 7 AS n");

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
