namespace LeadGen.Postgres.Tests;

public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_are_taken_along_to_a_newer_version_and_the_old_ones_are_kept()
    {
        using var data = DataDirectory.OnDisk();
        await using (var old = await data.StartAsync())
        {
            await old.AskAsync(
                """
                create schema leads;
                create extension pg_trgm schema leads;
                create table leads.people (id int generated always as identity primary key, name text not null);
                insert into leads.people (name) select 'Zoë ' || n || E'\t\\N' from generate_series(1, 5000) n;
                create index people_name on leads.people using gin (name leads.gin_trgm_ops)
                """
            );
        }

        PostgresUpgraded? upgraded;
        try
        {
            upgraded = await PostgresUpgrade.RunAsync(data.Options, Cancel);
        }
        catch (PostgresToolsException e)
        {
            Assert.Skip(e.Message);
            return;
        }

        Assert.SkipWhen(upgraded is null, "There is no newer Postgres than the one of this machine to be had.");
        Assert.True(upgraded.To > upgraded.From);
        Assert.True(File.Exists(Path.Combine(upgraded.Kept, "data", "PG_VERSION")));
        await using (var now = await data.StartAsync())
        {
            Assert.StartsWith(
                $"{upgraded.To}",
                (string)(await now.AskAsync("show server_version"))!,
                StringComparison.Ordinal
            );
            Assert.Equal(
                5000L,
                await now.AskAsync(@"select count(*) from leads.people where name like E'Zoë %\t\\\\N'")
            );
            Assert.Equal(5001, await now.AskAsync("insert into leads.people (name) values ('next') returning id"));
        }

        // A second time there is nothing to do.
        Assert.Null(await PostgresUpgrade.RunAsync(data.Options, Cancel));
    }

    [Fact]
    public async Task Who_was_killed_between_the_two_renames_is_finished_by_the_next_start()
    {
        using var data = DataDirectory.OnDisk();
        await using (var server = await data.StartAsync())
        {
            await server.AskAsync("create table kept (id int)");
        }

        await File.WriteAllTextAsync(Path.Combine(data.Root, "upgraded"), "", Cancel);
        Directory.Move(data.Root, data.Root + ".new");

        await using var found = await data.StartAsync();
        Assert.Equal(0L, await found.AskAsync("select count(*) from kept"));
    }

    [Fact]
    public async Task What_was_begun_and_not_ended_does_not_take_the_place()
    {
        using var data = DataDirectory.OnDisk();
        await using (var server = await data.StartAsync()) { }
        Directory.Move(data.Root, data.Root + ".new");

        await using var fresh = await data.StartAsync();
        Assert.Contains(data.Said, line => line.StartsWith("Making a database", StringComparison.Ordinal));
    }
}
