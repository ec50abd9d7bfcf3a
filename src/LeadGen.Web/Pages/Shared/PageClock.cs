using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// The clock by which this request tells times. It goes with the request as the culture does, so that whoever writes a time need not be
/// handed it. Visitors read UTC: whose clock would it be?
/// </summary>
public static class PageClock
{
    private static readonly AsyncLocal<TimeZoneInfo?> Current = new();

    public static TimeZoneInfo Zone => Current.Value ?? TimeZoneInfo.Utc;

    /// <summary>What stands behind a time: "UTC", "Berlin time".</summary>
    public static string Name =>
        Zone.Id is "UTC" or "Etc/UTC" ? "UTC" : Zone.Id[(Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ') + " time";

    /// <summary>For the staff: the clock that they chose under their account, else that of the house.</summary>
    public static void UsePageClock(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.User.StaffId() is not null)
                {
                    Current.Value = context.User.TimeZone() is { } own
                        ? StaffZone.Of(own)
                        : await context
                            .RequestServices.GetRequiredService<HouseZone>()
                            .CurrentAsync(context.RequestAborted);
                }

                await next(context);
            }
        );
}
