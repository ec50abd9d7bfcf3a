using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>What a page answers when it has nothing else to say: what it means and what to do next.</summary>
[
    AllowAnonymous,
    IgnoreAntiforgeryToken,
    ResponseCache(Duration = 0, NoStore = true, Location = ResponseCacheLocation.None)
]
public sealed class StatusCodeModel : PageModel
{
    [FromRoute]
    public int Code { get; set; }

    public string Heading => Words.Heading;
    public string Advice => Words.Advice;

    private (string Heading, string Advice) Words =>
        Code switch
        {
            400 => ("We could not read that", "Go back, check what you entered and send it again."),
            401 => ("Please sign in first", "This page is for staff. Sign in, and you come back to it."),
            403 => (
                "This page is not open to you",
                "Your account lacks the role for it. Ask an administrator to add the role."
            ),
            404 => (
                "There is no page here",
                "The link may be old, or the offer has ended. What is open now stands on the first page."
            ),
            409 => (
                "Somebody was faster",
                "This has changed since you opened it. Go back, reload the page and look again."
            ),
            410 => (
                "This link has expired",
                "Fill in the form of the offer again: you get a new link at once, and it costs you a minute."
            ),
            413 => ("That is too large", "Send a smaller file or a shorter text."),
            429 => (
                "Too many tries at once",
                "Wait a minute, then send it again. Nothing you typed is lost if you go back."
            ),
            503 => ("We are starting or catching up", "Try again in a minute."),
            _ => (
                "That did not work",
                "Go back and try again. If it happens again, tell the people who run this site."
            ),
        };

    /// <summary>The address says which code, so that the page looked at directly is honest about it too.</summary>
    public void OnGet() => Response.StatusCode = Code;
}
