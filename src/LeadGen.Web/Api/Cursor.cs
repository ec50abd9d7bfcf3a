using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LeadGen.Web.Api;

/// <summary>The place in a list after which the next page begins: the values that the list is ordered by. Opaque to callers.</summary>
/// <param name="List">Which list and order it is of, so that it is not used with another.</param>
/// <param name="At">Null where the order has no instant, or the row has none.</param>
/// <param name="Rank">Parts rows of one instant.</param>
internal sealed record Cursor(string List, DateTimeOffset? At, int Rank, Guid Id)
{
    private const int LengthMax = 200;

    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{List};{At?.UtcTicks};{Rank};{Id:N}"))
        );

    /// <summary>Null where none was sent; where it is not one of this list an error is noted.</summary>
    public static Cursor? Read(QueryForm query, string? text, string list)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length <= LengthMax && Base64Url.IsValid(text) && TryRead(text, list, out var cursor))
        {
            return cursor;
        }

        query.Add("cursor", "Give next_cursor of the answer before this one, with the same other parameters");
        return null;
    }

    private static bool TryRead(string text, string list, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(';');
        if (
            parts.Length != 4
            || parts[0] != list
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            || !Guid.TryParseExact(parts[3], "N", out var id)
        )
        {
            return false;
        }

        if (parts[1].Length == 0)
        {
            cursor = new Cursor(list, null, rank, id);
            return true;
        }

        if (
            !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
        )
        {
            return false;
        }

        cursor = new Cursor(list, new DateTimeOffset(ticks, TimeSpan.Zero), rank, id);
        return true;
    }
}

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Give it as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextCursor)
{
    /// <param name="found">Up to one more than the limit: then there is another page.</param>
    public static ListPage<T> Of<TRow>(List<TRow> found, int limit, Func<TRow, T> json, Func<TRow, Cursor> cursor) =>
        new([.. found.Take(limit).Select(json)], found.Count > limit ? cursor(found[limit - 1]).ToString() : null);
}
