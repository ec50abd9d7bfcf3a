using LeadGen.Testing;
using LeadGen.Web.Data;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests;

/// <summary>What passes by itself, so that people are asked to come again and work is done anew.</summary>
public sealed class DatabaseAwayTests(Database database) : IClassFixture<Database>
{
    [Theory]
    [InlineData("begin; set local idle_in_transaction_session_timeout = '1ms'")]
    [InlineData("set idle_session_timeout = '1ms'")]
    public async Task A_session_that_was_ended_because_nothing_was_said_for_too_long(string ended)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using (var begin = new NpgsqlCommand(ended, connection))
        {
            await begin.ExecuteNonQueryAsync(Cancel);
        }

        await UntilGoneAsync(connection.ProcessID);

        await using var next = new NpgsqlCommand("select 1", connection);
        var said = await Assert.ThrowsAnyAsync<NpgsqlException>(() => next.ExecuteNonQueryAsync(Cancel));
        Assert.True(DatabaseAway.Is(said), said.ToString());
        Assert.True(DatabaseAway.Passes(said), said.ToString());
    }

    [Fact]
    public async Task A_wrong_statement_does_not_pass()
    {
        await using var command = database.Source.CreateCommand("select 1 / 0");
        var said = await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync(Cancel));
        Assert.False(DatabaseAway.Is(said));
        Assert.False(DatabaseAway.Passes(said));
    }

    private async Task UntilGoneAsync(int session)
    {
        await using var command = database.Source.CreateCommand(
            $"select exists (select from pg_stat_activity where pid = {session})"
        );
        while ((bool)(await command.ExecuteScalarAsync(Cancel))!)
        {
            await Task.Delay(10, Cancel);
        }
    }
}
