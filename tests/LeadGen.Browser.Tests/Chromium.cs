using System.Text.RegularExpressions;
using LeadGen.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace LeadGen.Browser.Tests;

/// <summary>All tests in a browser share one app, and go one after another.</summary>
[CollectionDefinition(nameof(BrowserTests))]
public sealed class BrowserTests : ICollectionFixture<Chromium>;

/// <summary>The machine's own Chromium, in front of the app in a process of its own, with its demo and one administrator.</summary>
public sealed class Chromium(PostgresServer server) : IAsyncLifetime
{
    public const string AdminEmail = "admin@leadgen.example";
    public const string AdminPassword = "a long and boring passphrase";

    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    /// <summary>In milliseconds; long, since a busy machine is no failure.</summary>
    private const int Patience = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AppProcess? _app;
    private string? _database;
    private string? _session;
    private readonly Dictionary<(bool, int, ColorScheme), IPage> _readers = [];

    /// <summary>Where the browser is, or null. LEADGEN_CHROMIUM names another.</summary>
    private static string? Executable =>
        Environment.GetEnvironmentVariable("LEADGEN_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    public static bool IsThere => Executable is not null;

    public Uri Address => _app!.Address;

    public string Database => _database!;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
        {
            return;
        }

        _database = await server.CreateEmptyDatabaseAsync();
        _app = await AppProcess.StartAsync(
            _database,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("LeadGen__Demo", "true"),
            ("LeadGen__DataDirectory", Directory.CreateTempSubdirectory("leadgen-browser-").FullName),
            ("LeadGen__BootstrapAdmin__Email", AdminEmail),
            ("LeadGen__BootstrapAdmin__Password", AdminPassword)
        );
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>A person's own browser: nothing is shared with another's. Skips the test where there is no Chromium.</summary>
    public Task<IPage> OpenAsync(
        int width = 1280,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        bool script = true
    ) => OpenAsync(width, height, scheme, script, session: null);

    private async Task<IPage> OpenAsync(int width, int height, ColorScheme scheme, bool script, string? session)
    {
        Assert.SkipWhen(
            Executable is null,
            "There is no Chromium. Install it (Debian: apt install chromium), or set LEADGEN_CHROMIUM."
        );
        var context = await _browser!.NewContextAsync(
            new()
            {
                BaseURL = Address.ToString(),
                ViewportSize = new() { Width = width, Height = height },
                ColorScheme = scheme,
                JavaScriptEnabled = script,
                Locale = "en-GB",
                // Of itself it says that it is headless, and so nobody's.
                UserAgent =
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                StorageState = session,
            }
        );
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>The administrator's browser. They sign in by the page once; further browsers carry on from there.</summary>
    public async Task<IPage> SignedInAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        if (_session is null)
        {
            var login = await OpenAsync();
            await login.GotoAsync("/account/login");
            await login.GetByLabel("E-mail").FillAsync(AdminEmail);
            await login.GetByLabel("Password", new() { Exact = true }).FillAsync(AdminPassword);
            await login.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Assertions.Expect(login).Not.ToHaveURLAsync(new Regex("/account/login"));
            _session = await login.Context.StorageStateAsync();
        }

        return await OpenAsync(width, height, scheme, script: true, _session);
    }

    /// <summary>A browser that goes from page to page and changes nothing, a visitor's or the administrator's: opening one takes longer than reading a page.</summary>
    public async Task<IPage> ReaderAsync(bool isStaff, int width, ColorScheme scheme)
    {
        if (!_readers.TryGetValue((isStaff, width, scheme), out var reader))
        {
            reader = isStaff ? await SignedInAsync(width, scheme: scheme) : await OpenAsync(width, scheme: scheme);
            _readers.Add((isStaff, width, scheme), reader);
        }

        return reader;
    }

    /// <summary>Puts something into the app's database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Replays the model once, for the pages that live on what comes of it.</summary>
    public async Task ReplayedAsync()
    {
        var page = await SignedInAsync();
        await page.GotoAsync("/marketing/scoring/replay");
        if (await page.Locator("#quality").CountAsync() == 0)
        {
            await page.Locator(".page-head button.primary").ClickAsync();
            await Assertions.Expect(page.Locator("#quality")).ToBeVisibleAsync();
        }
        await page.Context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _app?.Dispose();
        if (_database is not null)
        {
            await server.DropDatabaseAsync(_database);
        }
    }
}
