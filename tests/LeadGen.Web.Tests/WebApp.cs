using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Imports;
using LeadGen.Web.Insights;
using LeadGen.Web.Mail;
using LeadGen.Web.Nurture;
using LeadGen.Web.Scoring;
using LeadGen.Web.Webhooks;
using LeadGen.Web.Work;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests;

/// <summary>
/// The whole app in this process, on a database of its own: one for a class of tests (<c>IClassFixture&lt;WebApp&gt;</c>), or
/// <c>await using var app = await WebApp.StartAsync(server)</c> for one test alone.
/// </summary>
public sealed class WebApp(PostgresServer server) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _settings = [];
    private WebApplicationFactory<Program>? _factory;
    private readonly Database _database = new(server);

    /// <summary>The app's clock: it runs like any other, and can be moved ahead.</summary>
    public MovableTime Clock { get; } = new();

    /// <summary>Where further apps can be started: <see cref="StartAsync"/>.</summary>
    public PostgresServer Server => server;

    public IServiceProvider Services => Factory.Services;

    /// <summary>To read or change the tables directly.</summary>
    public string ConnectionString => _database.ConnectionString;

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

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
        _ = _factory.Services; // starts it
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    /// <summary>A browser that nobody is signed in with. It keeps its cookies and does not follow redirects.</summary>
    public HttpClient Anonymous(string scheme = "https") => Browser(new CookieContainer(), scheme);

    /// <summary>A browser in which a new member of staff with these roles has just signed in.</summary>
    public async Task<HttpClient> SignedInAsync(params string[] roles) => await SignInAsync(await AddStaffAsync(roles));

    /// <summary>A new member of staff with these roles, who has no password.</summary>
    public async Task<StaffUser> AddStaffAsync(params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var email = EmailAddress.Parse($"{Guid.CreateVersion7(Clock.GetUtcNow()):n}@staff.example");
        var name = string.Join(' ', roles);
        var (user, result) = await scope
            .ServiceProvider.GetRequiredService<StaffDesk>()
            .AddAsync(email, name, roles, null);
        Assert.True(result.Succeeded, result.ToString());
        return user!;
    }

    /// <summary>Nobody is on the staff again, as before the first start.</summary>
    public async Task RemoveStaffAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await db.Users.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A browser in which this member of staff has just signed in: by the app's own code, save for the password.</summary>
    public async Task<HttpClient> SignInAsync(StaffUser user)
    {
        await using var scope = Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("localhost");
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        var signIn = scope.ServiceProvider.GetRequiredService<StaffSignIn>();
        var present = await signIn.UserManager.FindByIdAsync(user.Id.ToString());
        await signIn.SignInAsync(present!, TestContext.Current.CancellationToken);
        var cookies = new CookieContainer();
        foreach (var cookie in context.Response.Headers.SetCookie)
        {
            cookies.SetCookies(new Uri("https://localhost"), cookie!);
        }

        return Browser(cookies, "https");
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
        // On a machine that runs all tests at once a connection takes its time.
        builder.UseSetting("ConnectionStrings:LeadGen", ConnectionString + ";Timeout=10");
        // A line for each of a hundred thousand requests would bury what a red test says.
        builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
        builder.UseSetting("LeadGen:SecondFactorFor", "Nobody");
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            // Tests move the clock by days; what is due then follows when they say so.
            services.Remove(services.Single(service => service.ImplementationType == typeof(PromiseLoop)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(MailLoop)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(NurtureLoop)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(Rounds)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(WebhookLoop)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(ImportLoop)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(FunnelLoop)));
            // It would score anew what a test has put in just as the app started.
            services.Remove(services.Single(service => service.ImplementationType == typeof(DailyPass)));
        });
    }

    private HttpClient Browser(CookieContainer cookies, string scheme)
    {
        var client = Factory.CreateDefaultClient(new Uri(scheme + "://localhost"), new CookieContainerHandler(cookies));
        // What a program without a name does counts for nothing.
        client.DefaultRequestHeaders.Add(
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        );
        return client;
    }
}

/// <summary>The machine's clock plus what a test added to it.</summary>
public sealed class MovableTime : TimeProvider
{
    private long _ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
