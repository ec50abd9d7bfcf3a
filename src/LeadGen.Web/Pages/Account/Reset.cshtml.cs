using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authorization;

namespace LeadGen.Web.Pages.Account;

[AllowAnonymous]
public sealed class ResetModel(StaffLinks links, StaffDesk desk, StaffSignIn signIn, StaffPassword rules)
    : ChoosePasswordModel(links, desk, signIn, rules)
{
    protected override StaffLinkPurpose Purpose => StaffLinkPurpose.Reset;
}
