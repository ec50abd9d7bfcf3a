using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>Shown for what nobody caught. It reads nothing, so that it can be shown when the database is away.</summary>
[
    AllowAnonymous,
    IgnoreAntiforgeryToken,
    ResponseCache(Duration = 0, NoStore = true, Location = ResponseCacheLocation.None)
]
public sealed class ErrorModel : PageModel
{
    /// <summary>The trace id that stands in the log.</summary>
    public string TraceId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
}
