using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>Passkeys in a real browser, whose device is a virtual one of its own.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PasskeyTests(Chromium chromium)
{
    private const string Password = "seven slow green boats";

    /// <summary>Browsers sign for a name, never for a number.</summary>
    private string Site =>
        new UriBuilder(chromium.Address) { Host = "localhost" }
            .Uri.ToString()
            .TrimEnd('/');

    [Fact]
    public async Task One_adds_a_passkey_signs_in_by_it_and_removes_it()
    {
        var page = await InvitedAsync("passkey@leadgen.example");
        var device = await DeviceAsync(page);
        await page.GotoAsync(Site + "/account/second-factor");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" }).ClickAsync();
        await PageTests.ReadAsync(page, "passkeys-none", 1280, ColorScheme.Light);
        await page.GetByLabel("Name of the passkey").FillAsync("My laptop");
        await page.GetByLabel("Present password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await PageTests.ReadAsync(page, "passkeys-make", 1280, ColorScheme.Light);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator("main li code")).ToHaveCountAsync(10);
        await page.GotoAsync(Site + "/account/passkeys");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("My laptop");
        foreach (var width in (int[])[1280, 375])
        {
            await page.SetViewportSizeAsync(width, 900);
            await PageTests.ReadAsync(page, "passkeys", width, ColorScheme.Light);
        }

        await page.SetViewportSizeAsync(1280, 900);
        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/queue"));

        // By password one needs it too, and it does from there as well.
        await SignOutAsync(page);
        await page.GetByLabel("E-mail").FillAsync("passkey@leadgen.example");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/code"));
        await PageTests.ReadAsync(page, "code-passkey", 1280, ColorScheme.Light);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/queue"));

        await page.GotoAsync(Site + "/account/passkeys");
        await page.GetByLabel("My laptop").CheckAsync();
        await page.Locator("[name=present]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("Your password alone");
        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("does not open LeadGen");
        Assert.NotNull(device);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_is_not_seen_by_the_device_is_told_so_and_stays_outside()
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(Site + "/account/login");
        await DeviceAsync(page, isVerified: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync("Nothing was signed");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }))
            .ToBeEnabledAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_page_says_so_and_the_password_signs_in()
    {
        var page = await chromium.OpenAsync(script: false);
        await page.GotoAsync(Site + "/account/login");

        await Assertions.Expect(page.Locator("noscript p")).ToContainTextAsync("needs script");
        await Assertions.Expect(page.Locator("form[data-passkey]")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>A rep with a password, in a browser of their own.</summary>
    private async Task<IPage> InvitedAsync(string email)
    {
        var admin = await chromium.SignedInAsync();
        await admin.GotoAsync("/admin/users/invite");
        await admin.Locator("[name=name]").FillAsync("Pia Passkey");
        await admin.Locator("[name=email]").FillAsync(email);
        await admin.Locator("[name=heldRoles][value=SalesRep]").CheckAsync();
        await admin.Locator("main form button.primary").ClickAsync();
        var link = await admin.Locator(".shown-once code").InnerTextAsync();
        await admin.Context.CloseAsync();
        var page = await chromium.OpenAsync();
        await page.GotoAsync(Site + new Uri(link).PathAndQuery);
        await page.Locator("[name=password]").FillAsync(Password);
        await page.Locator("main form button.primary").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/queue"));
        return page;
    }

    private static async Task<ICDPSession> DeviceAsync(IPage page, bool isVerified = true)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = isVerified,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
        return browser;
    }

    private async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync(Site + "/account/logout");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/login"));
    }
}
