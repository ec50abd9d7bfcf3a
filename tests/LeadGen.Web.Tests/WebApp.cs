using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadGen.Web.Tests;

/// <summary>
/// The whole app in this process, on a database of its own: one for a class of tests (<c>IClassFixture&lt;WebApp&gt;</c>), or
/// <c>await using var app = await WebApp.StartAsync(server)</c> for one test alone.
/// </summary>
public sealed class WebApp(PostgresServer server) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _settings = [];
    private WebApplicationFactory<Program>? _factory;
    private string _database = "";

    /// <summary>The app's clock: it runs like any other, and can be moved ahead.</summary>
    public MovableTime Clock { get; } = new();

    /// <summary>Where further apps can be started: <see cref="StartAsync"/>.</summary>
    public PostgresServer Server => server;

    public IServiceProvider Services => Factory.Services;

    /// <summary>To read or change the tables directly.</summary>
    public string ConnectionString => _database;

    private WebApplicationFactory<Program> Factory =>
        _factory ?? throw new InvalidOperationException("The app has not been started.");

    /// <param name="settings">Name and value, such as <c>("LeadGen:RateLimits:Enabled", "false")</c>.</param>
    public static async Task<WebApp> StartAsync(PostgresServer server, params (string Name, string Value)[] settings)
    {
        var app = new WebApp(server);
        foreach (var (name, value) in settings)
        {
            app._settings[name] = value;
        }

        await app.InitializeAsync();
        return app;
    }

    /// <summary>A database with all tables and nothing in them. Drop it when done.</summary>
    public static Task<string> CreateDatabaseAsync(PostgresServer server)
    {
        using var db = Context("Host=nowhere");
        var schema = string.Concat(db.Database.GetMigrations()) + db.Database.GenerateCreateScript();
        var name = "schema_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)))[..16];
        return server.CreateDatabaseAsync(
            name,
            async connection =>
            {
                await using var filling = Context(connection);
                await filling.Database.MigrateAsync(TestContext.Current.CancellationToken);
            }
        );
    }

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync(server);
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
        _ = _factory.Services; // starts it
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }

        await server.DropDatabaseAsync(_database);
    }

    /// <summary>A browser that nobody is signed in with. It keeps its cookies and does not follow redirects.</summary>
    public HttpClient Anonymous(string scheme = "https") =>
        Factory.CreateClient(
            new WebApplicationFactoryClientOptions
            {
                AllowAutoRedirect = false,
                BaseAddress = new Uri(scheme + "://localhost"),
            }
        );

    /// <summary>A browser in which a new member of staff with these roles has just signed in.</summary>
    public async Task<HttpClient> SignedInAsync(params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        var user = new StaffUser
        {
            Id = id,
            UserName = $"{id:n}@staff.example",
            Email = $"{id:n}@staff.example",
            DisplayName = string.Join(' ', roles),
            CreatedAt = Clock.GetUtcNow(),
        };
        Succeeded(await users.CreateAsync(user));
        Succeeded(await users.AddToRolesAsync(user, roles));
        return await SignInAsync(user);
    }

    /// <summary>A browser in which this member of staff has just signed in.</summary>
    public async Task<HttpClient> SignInAsync(StaffUser user)
    {
        await using var scope = Services.CreateAsyncScope();
        var principal = await scope
            .ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<StaffUser>>()
            .CreateAsync(user);
        var client = Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", Cookie(scope.ServiceProvider, principal));
        return client;
    }

    /// <summary>A program that calls with a new API key of these scopes.</summary>
    public async Task<HttpClient> WithKeyAsync(params string[] scopes)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var (key, text) = ApiKeyText.Create("Test", scopes, expiresAt: null, Clock.GetUtcNow());
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", text);
        return client;
    }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("ConnectionStrings:LeadGen", _database);
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    /// <summary>Made as the app makes it, without the work of checking a password.</summary>
    private string Cookie(IServiceProvider services, ClaimsPrincipal principal)
    {
        var scheme = IdentityConstants.ApplicationScheme;
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var now = Clock.GetUtcNow();
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + cookie.ExpireTimeSpan };
        var ticket = new AuthenticationTicket(principal, properties, scheme);
        return $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}";
    }

    private static void Succeeded(IdentityResult result) =>
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));

    private static LeadGenDbContext Context(string connectionString)
    {
        var options = new DbContextOptionsBuilder<LeadGenDbContext>();
        LeadGenDbContext.Configure(options, NpgsqlDataSource.Create(connectionString));
        return new LeadGenDbContext(options.Options);
    }
}

/// <summary>The machine's clock plus what a test added to it.</summary>
public sealed class MovableTime : TimeProvider
{
    private long _ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
