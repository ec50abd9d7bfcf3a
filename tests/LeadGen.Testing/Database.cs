using LeadGen.Domain.Leads;
using LeadGen.Web;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace LeadGen.Testing;

/// <summary>
/// A database for a test class, as the app leaves it at its first start: <c>class LeadTests(Database database) :
/// IClassFixture&lt;Database&gt;</c>. The test assembly has the <see cref="PostgresServer"/> as its fixture.
/// </summary>
public sealed class Database(PostgresServer server) : IAsyncLifetime
{
    /// <summary>When the first content was put in: before any instant that a test would choose as its present.</summary>
    public static readonly DateTimeOffset SeededAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Template = NameTemplate();
    private NpgsqlDataSource? _source;

    public string ConnectionString { get; private set; } = "";

    /// <summary>For plain SQL; the app's schema is in its search path.</summary>
    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The fixture is not started.");

    public LeadGenDbContext Open() => Open(Source);

    /// <summary>Of a database that is not a fixture.</summary>
    public static LeadGenDbContext Open(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<LeadGenDbContext>();
        LeadGenDbContext.Configure(options, source);
        return new LeadGenDbContext(options.Options);
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.CreateDatabaseAsync(Template, StartAppOnceAsync);
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            SearchPath = $"{LeadGenDbContext.Schema},public",
        };
        _source = NpgsqlDataSource.Create(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
            await server.DropDatabaseAsync(ConnectionString);
        }
    }

    /// <summary>Any change of the app's code may change what it puts in, so each build has a template of its own.</summary>
    private static string NameTemplate() =>
        typeof(App).Module.ModuleVersionId.ToString("n")[..12]
        + typeof(Lead).Module.ModuleVersionId.ToString("n")[..12];

    private static async Task StartAppOnceAsync(string connectionString)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[$"ConnectionStrings:{DataSetup.ConnectionName}"] = connectionString;
        builder.AddLeadGen();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(SeededAt));
        await using var app = builder.Build();
        await app.Services.MigrateAsync(TestContext.Current.CancellationToken);
    }
}
