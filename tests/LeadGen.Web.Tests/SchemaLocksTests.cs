using LeadGen.Testing;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests;

public sealed class SchemaLocksTests(Database database) : IClassFixture<Database>
{
    [Fact]
    public async Task Whoever_reads_a_table_is_let_go_on_and_its_change_is_tried_again()
    {
        await using var reader = await database.Source.OpenConnectionAsync(Cancel);
        var reading = await reader.BeginTransactionAsync(Cancel);
        await using (var read = new NpgsqlCommand("select count(*) from reasons", reader, reading))
        {
            await read.ExecuteScalarAsync(Cancel);
        }

        await using var db = database.Open();
        var tries = 0;
        await SchemaLocks.RunAsync(
            db,
            async cancel =>
            {
                if (++tries == 3)
                {
                    await reading.RollbackAsync(cancel);
                }

                await db.Database.ExecuteSqlAsync($"alter table leadgen.reasons add column tried int", cancel);
            },
            TimeSpan.FromMilliseconds(20),
            Cancel
        );

        Assert.Equal(3, tries);
        await using var set = database.Source.CreateCommand("show lock_timeout");
        Assert.Equal("0", await set.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Another_failure_is_none_that_passes()
    {
        await using var db = database.Open();
        var tries = 0;

        await Assert.ThrowsAsync<PostgresException>(() =>
            SchemaLocks.RunAsync(
                db,
                cancel =>
                {
                    tries++;
                    return db.Database.ExecuteSqlAsync($"alter table leadgen.nowhere add column tried int", cancel);
                },
                TimeSpan.FromMilliseconds(20),
                Cancel
            )
        );

        Assert.Equal(1, tries);
    }
}
