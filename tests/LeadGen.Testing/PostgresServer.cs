using LeadGen.Postgres;
using Npgsql;
using Testcontainers.PostgreSql;
using Xunit;

namespace LeadGen.Testing;

/// <summary>
/// One server for a test run: a container where a Docker engine answers and has or can get the image, else a private
/// server of this machine's own programs. LEADGEN_TEST_POSTGRES=container|local makes the choice strict.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private IAsyncDisposable? _server;
    private DatabaseTemplates? _templates;
    private string _connectionString = "";
    private int _databases;

    /// <summary>What runs: "container" or "local".</summary>
    public string Kind { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var wish = Environment.GetEnvironmentVariable("LEADGEN_TEST_POSTGRES");
        await (
            wish switch
            {
                "container" => StartContainerAsync(),
                "local" => StartLocalAsync(),
                null or "" => StartEitherAsync(),
                _ => throw new InvalidOperationException(
                    $"LEADGEN_TEST_POSTGRES is '{wish}'. Set it to container or local, or leave it out."
                ),
            }
        );
        _templates = new DatabaseTemplates(ConnectionTo);
        await _templates.SweepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>A database with nothing in it.</summary>
    /// <returns>Its connection string; give it to <see cref="DropDatabaseAsync"/> when done.</returns>
    public Task<string> CreateEmptyDatabaseAsync() => CreateAsync(DatabaseTemplates.Empty);

    /// <summary>A copy of a template, in some 25 ms. The first to ask for the template has it made.</summary>
    /// <param name="template">Says what is in it: a kept server makes it anew when the name changes. Letters and digits.</param>
    /// <param name="fill">Fills the empty database whose connection string it gets, and leaves no connection open.</param>
    /// <returns>The copy's connection string; give it to <see cref="DropDatabaseAsync"/> when done.</returns>
    public async Task<string> CreateDatabaseAsync(string template, Func<string, Task> fill) =>
        await CreateAsync($"{await _templates!.GetAsync(template, fill)} STRATEGY file_copy");

    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pooled = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private async Task StartEitherAsync()
    {
        try
        {
            await StartContainerAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TestContext.Current.SendDiagnosticMessage($"No Postgres container ({e.Message}): a local server it is.");
            await StartLocalAsync();
        }
    }

    private async Task StartContainerAsync()
    {
        var container = new PostgreSqlBuilder(
            Environment.GetEnvironmentVariable("LEADGEN_TEST_IMAGE") ?? "postgres:17-alpine"
        )
            .WithTmpfsMount("/pg") // not on PGDATA itself: that would belong to root
            .WithEnvironment("PGDATA", "/pg/data")
            .WithCommand("-c", "max_connections=200", "-c", "autovacuum=off")
            .Build();
        try
        {
            await container.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }

        (_server, _connectionString, Kind) = (container, container.GetConnectionString(), "container");
    }

    /// <summary>Its folder is kept, so that the next run finds the server made and its template ready.</summary>
    private async Task StartLocalAsync()
    {
        var options = new EmbeddedPostgresOptions
        {
            Root =
                Environment.GetEnvironmentVariable("LEADGEN_TEST_HOME")
                ?? EmbeddedPostgresOptions.DefaultDataDirectory + "-tests",
            Settings = EmbeddedPostgresOptions.Throwaway,
        };
        var local = await EmbeddedPostgres.StartAsync(options, TestContext.Current.CancellationToken);
        (_server, _connectionString, Kind) = (local, local.ConnectionString, "local");
    }

    private async Task<string> CreateAsync(string template)
    {
        var name = DatabaseTemplates.NameOfCopy(Interlocked.Increment(ref _databases));
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.RunAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(ConnectionTo(name)) { Pooling = true, MaxPoolSize = 10 }.ToString();
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(_connectionString)
        {
            Database = database,
            Pooling = false,
            CommandTimeout = 120,
        }.ToString();
}
