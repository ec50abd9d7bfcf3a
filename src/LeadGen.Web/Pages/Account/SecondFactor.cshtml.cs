using System.Text;
using LeadGen.Web.Access;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>Where members of staff set up their second factor, or switch it off: with their password, so that no open browser is enough.</summary>
public sealed class SecondFactorModel(StaffSignIn signIn, SecondFactor factor, Passkeys passkeys, SignInRules rules)
    : OwnAccountModel(signIn)
{
    private byte[] _key = [];

    public bool IsOn => Me.TwoFactorEnabled;
    public bool HasApp => Me.SecondFactorKey is not null;

    /// <summary>How many they have.</summary>
    public int Passkeys { get; private set; }
    public bool IsAsked { get; private set; }
    public int CodesLeft => Me.RecoveryCodes.Count;

    /// <summary>Shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];
    public string Offer { get; private set; } = "";
    public string KeyText => string.Join(' ', Totp.TextOf(_key).Chunk(4).Select(part => new string(part)));
    public string Onward => Landing.For(User);

    public string Picture =>
        "data:image/svg+xml;base64,"
        + Convert.ToBase64String(Encoding.UTF8.GetBytes(QrPicture.Of(Totp.AddressOf(_key, Me.Email ?? ""))));

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        IsAsked = await rules.CurrentAsync(cancel) != SecondFactorFor.Nobody;
        Passkeys = (await passkeys.OfAsync(Me, cancel)).Count;
        (_key, Offer) = factor.Offer(Me);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostOnAsync(string? offer, string? code, string? password)
    {
        if (factor.Open(Me, offer) is not { } key)
        {
            return RedirectToPage(); // too old, or somebody else's: with a new key
        }

        (_key, Offer) = (key, offer!);
        if (!await IsMyPasswordAsync("password", password))
        {
            return this.Invalid();
        }

        if (await factor.SwitchOnAsync(Me, key, code) is not { } codes)
        {
            ModelState.AddModelError("code", "That is not the code of this key. Enter the one that the app shows now");
            return this.Invalid();
        }

        return await ShowAsync(codes);
    }

    public async Task<IActionResult> OnPostRenewAsync(string? present) =>
        !IsOn ? RedirectToPage()
        : await IsMyPasswordAsync("present", present) ? await ShowAsync(await factor.RenewCodesAsync(Me))
        : this.Invalid();

    public async Task<IActionResult> OnPostOffAsync(string? present)
    {
        if (!await IsMyPasswordAsync("present", present))
        {
            return this.Invalid();
        }

        await factor.SwitchOffAsync(Me);
        await StaySignedInAsync();
        TempData["Flash"] = "Your second factor is off. Your password alone signs you in.";
        return RedirectToPage("/Account/Index");
    }

    private async Task<PageResult> ShowAsync(IReadOnlyList<string> codes)
    {
        await StaySignedInAsync();
        Codes = codes;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
