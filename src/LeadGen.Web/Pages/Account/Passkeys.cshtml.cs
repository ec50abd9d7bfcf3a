using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Account;

/// <summary>Where members of staff add passkeys and remove them: with their password, so that no open browser is enough.</summary>
public sealed class PasskeysModel(StaffSignIn signIn, Passkeys passkeys, TimeProvider time) : OwnAccountModel(signIn)
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<StaffPasskey> Mine { get; private set; } = [];
    public Choice[] Choices => [.. Mine.Select(key => new Choice(key.Id.ToString(), key.Name))];

    /// <summary>For the device, once the password was right.</summary>
    public PasskeyQuestion? Question { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];
    public string Onward => Landing.For(User);

    protected override async Task LoadAsync(CancellationToken cancel) => Mine = await passkeys.OfAsync(Me, cancel);

    public void OnGet() { }

    /// <summary>First the password, then the device: none keeps a passkey that opens nothing.</summary>
    public async Task<IActionResult> OnPostAskAsync(string? name, string? password)
    {
        Name = CleanText.Trim(name ?? "");
        if (Name.Length is 0 or > StaffPasskey.NameMaxLength || Name.Any(char.IsControl))
        {
            ModelState.AddModelError("name", $"Enter a name of at most {StaffPasskey.NameMaxLength} letters");
        }

        if (!await IsMyPasswordAsync("password", password) || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        Question = await passkeys.AskToMakeAsync(Me, Name, HttpContext);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(string? credential, string? state)
    {
        var (isAdded, codes) = await passkeys.AddAsync(Me, credential, state, HttpContext);
        if (!isAdded)
        {
            ModelState.AddModelError(
                "",
                "No passkey was added: it took too long, or this device has one already. Try again"
            );
            return this.Invalid();
        }

        await StaySignedInAsync();
        if (codes.Count == 0)
        {
            TempData["Flash"] = "The passkey is added. On other machines you are signed out.";
            return RedirectToPage();
        }

        Codes = codes;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid? passkey, string? present, CancellationToken cancel)
    {
        if (passkey is null)
        {
            ModelState.Clear();
            ModelState.AddModelError("passkey", "Choose which one");
        }

        if (!await IsMyPasswordAsync("present", present) || passkey is not { } id)
        {
            return this.Invalid();
        }

        var isGone = await passkeys.RemoveAsync(Me, id, cancel);
        await StaySignedInAsync();
        TempData["Flash"] =
            !isGone ? "That passkey was removed already."
            : Me.TwoFactorEnabled
                ? "The passkey is removed, and opens nothing any more. Remove it from your device too."
            : "The passkey is removed. Your password alone signs you in.";
        return RedirectToPage();
    }
}
