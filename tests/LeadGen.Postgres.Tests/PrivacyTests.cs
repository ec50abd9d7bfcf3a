using System.Diagnostics;
using System.Net.NetworkInformation;
using Npgsql;

namespace LeadGen.Postgres.Tests;

public sealed class PrivacyTests(DataDirectory data) : IClassFixture<DataDirectory>
{
    [Fact]
    public async Task Nobody_else_may_read_its_folders_or_its_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the folder of the user is closed to others.");
        await using var postgres = await data.StartAsync();
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Root));
            Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Data));
            foreach (var file in new[] { "password", "data/leadgen.conf", "server.log" })
            {
                Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(data.Root, file)));
            }
        }
    }

    [Fact]
    public async Task A_folder_that_was_opened_to_others_is_closed_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the folder of the user is closed to others.");
        await (await data.StartAsync()).DisposeAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(data.Root, (UnixFileMode)0b111_101_101);
            await using var postgres = await data.StartAsync();
            Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(data.Root));
        }
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var postgres = await data.StartAsync();
        var port = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port;
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == port);
        Assert.Equal("127.0.0.1", Assert.Single(listeners).Address.ToString());
        Assert.Equal("", await postgres.AskAsync("SHOW unix_socket_directories"));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password_and_each_server_has_its_own()
    {
        await using var postgres = await data.StartAsync();
        var target = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        Assert.Equal(48, target.Password!.Length);
        Assert.Equal(
            0L,
            await postgres.AskAsync(
                "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method IS DISTINCT FROM 'scram-sha-256'"
            )
        );
        foreach (var wrong in new[] { "", "leadgen", target.Password.ToUpperInvariant() })
        {
            target.Password = wrong;
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.AskAsync(target.ConnectionString, "SELECT 1"));
        }

        using var otherData = new DataDirectory();
        await using var other = await otherData.StartAsync();
        var password = new NpgsqlConnectionStringBuilder(other.ConnectionString).Password;
        Assert.NotEqual(password, new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Password);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_that_somebody_put_in_the_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var linked = new DataDirectory();
        await (await linked.StartAsync()).DisposeAsync();
        var victim = Path.Combine(linked.FullName, "victim");
        await File.WriteAllTextAsync(victim, "unharmed", TestContext.Current.CancellationToken);
        foreach (var name in new[] { "leadgen.conf", "leadgen.conf.new" })
        {
            File.Delete(Path.Combine(linked.Data, name));
            File.CreateSymbolicLink(Path.Combine(linked.Data, name), victim);
        }

        await using var postgres = await linked.StartAsync();
        Assert.Equal("unharmed", await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken));
        Assert.Equal("off", await postgres.AskAsync("SHOW fsync"));
    }

    [Fact]
    public async Task Root_is_told_when_the_account_of_Postgres_cannot_reach_the_folder()
    {
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(),
            "Only root lends an account."
        );
        using var closed = new DataDirectory();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed.FullName, (UnixFileMode)0b111_000_000);
        }

        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(closed.StartAsync);
        Assert.Contains(closed.Root, failure.Message, StringComparison.Ordinal);
        Assert.Contains("/var/lib/leadgen", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_root_the_server_runs_as_the_owner_of_its_data()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root lends an account.");
        using var nobodys = new DataDirectory();
        await (await nobodys.StartAsync()).DisposeAsync();
        using (var chown = Process.Start("chown", ["-R", "nobody", nobodys.Root]))
        {
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var postgres = await nobodys.StartAsync();
        var status = await File.ReadAllLinesAsync(
            $"/proc/{nobodys.Postmaster}/status",
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            "65534",
            status.First(l => l.StartsWith("Uid:", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }
}
