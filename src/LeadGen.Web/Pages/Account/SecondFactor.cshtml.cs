using System.Text;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>Where members of staff set up their second factor, or switch it off: with their password, so that no open browser is enough.</summary>
public sealed class SecondFactorModel(StaffSignIn signIn, SecondFactor factor, Passkeys passkeys, SignInRules rules)
    : PageModel
{
    private StaffUser _me = new();
    private byte[] _key = [];

    public bool IsOn => _me.TwoFactorEnabled;
    public bool HasApp => _me.SecondFactorKey is not null;

    /// <summary>How many they have.</summary>
    public int Passkeys { get; private set; }
    public bool IsAsked { get; private set; }
    public int CodesLeft => _me.RecoveryCodes.Count;

    /// <summary>Shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];
    public string Offer { get; private set; } = "";
    public string KeyText => string.Join(' ', Totp.TextOf(_key).Chunk(4).Select(part => new string(part)));
    public string Onward => Landing.For(User);

    public string Picture =>
        "data:image/svg+xml;base64,"
        + Convert.ToBase64String(Encoding.UTF8.GetBytes(QrPicture.Of(Totp.AddressOf(_key, _me.Email ?? ""))));

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await signIn.UserManager.GetUserAsync(User) is not { } me)
        {
            await signIn.SignOutAsync();
            context.Result = RedirectToPage("/Account/Login");
            return;
        }

        _me = me;
        IsAsked = await rules.CurrentAsync(HttpContext.RequestAborted) != SecondFactorFor.Nobody;
        Passkeys = (await passkeys.OfAsync(me, HttpContext.RequestAborted)).Count;
        (_key, Offer) = factor.Offer(me);
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostOnAsync(string? offer, string? code, string? password)
    {
        if (factor.Open(_me, offer) is not { } key)
        {
            return RedirectToPage(); // too old, or somebody else's: with a new key
        }

        (_key, Offer) = (key, offer!);
        if (!await this.IsMyPasswordAsync(signIn, _me, "password", password))
        {
            return this.Invalid();
        }

        if (await factor.SwitchOnAsync(_me, key, code) is not { } codes)
        {
            ModelState.AddModelError("code", "That is not the code of this key. Enter the one that the app shows now");
            return this.Invalid();
        }

        return await ShowAsync(codes);
    }

    public async Task<IActionResult> OnPostRenewAsync(string? present) =>
        !IsOn ? RedirectToPage()
        : await this.IsMyPasswordAsync(signIn, _me, "present", present)
            ? await ShowAsync(await factor.RenewCodesAsync(_me))
        : this.Invalid();

    public async Task<IActionResult> OnPostOffAsync(string? present)
    {
        if (!await this.IsMyPasswordAsync(signIn, _me, "present", present))
        {
            return this.Invalid();
        }

        await factor.SwitchOffAsync(_me);
        await signIn.RefreshSignInAsync(_me);
        TempData["Flash"] = "Your second factor is off. Your password alone signs you in.";
        return RedirectToPage("/Account/Index");
    }

    private async Task<PageResult> ShowAsync(IReadOnlyList<string> codes)
    {
        await signIn.RefreshSignInAsync(_me);
        Codes = codes;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
