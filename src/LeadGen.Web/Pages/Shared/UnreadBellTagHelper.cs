using System.Globalization;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A link to what somebody was told, with how much of it is unread. Nothing for those who are told nothing.</summary>
[HtmlTargetElement("unread-bell", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UnreadBellTagHelper(LeadGenDbContext db) : TagHelper
{
    private const int CountedTo = 99;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var person = ViewContext.HttpContext.User;
        if (person.StaffId() is not { } staff || !person.May(Policies.Told))
        {
            output.SuppressOutput();
            return;
        }

        var unread = await db.Set<Notification>()
            .Where(told => told.StaffId == staff && told.ReadAt == null)
            .OrderBy(told => told.StaffId)
            .Take(CountedTo + 1)
            .CountAsync(ViewContext.HttpContext.RequestAborted);
        var number = unread > CountedTo ? $"{CountedTo}+" : unread.ToString(CultureInfo.InvariantCulture);
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("href", "/notifications");
        output.Attributes.SetAttribute("class", "bell");
        output.Content.SetHtmlContent(
            Html.Element("span", ("class", "visually-hidden"))
                .With(unread == 0 ? "Notifications" : $"Notifications, {number} unread")
        );
        output.Content.AppendHtml(
            Html.Element("svg", ("class", "icon"), ("viewBox", "0 0 20 20"), ("aria-hidden", "true"))
                .With(Html.Element("path", ("d", "M10 2.5v1.5M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3")))
        );
        if (unread > 0)
        {
            output.Content.AppendHtml(Html.Element("span", ("aria-hidden", "true")).With(number));
        }
    }
}
