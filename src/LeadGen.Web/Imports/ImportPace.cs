using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>How far an import is, and how long it still takes.</summary>
public static class ImportPace
{
    /// <summary>From 0 to 1, by the bytes of the file.</summary>
    public static double Share(LeadImport import)
    {
        // Places in UTF-16 are counted as it is read, in UTF-8: half as many bytes where letters are Latin.
        var letters = import.Encoding is TextEncoding.Utf16Be or TextEncoding.Utf16Le ? 2 : 1;
        return import.Bytes == 0 ? 1 : Math.Clamp((double)import.AtByte * letters / import.Bytes, 0, 1);
    }

    /// <summary>Null where nothing tells.</summary>
    public static TimeSpan? Left(LeadImport import)
    {
        var share = Share(import);
        if (share <= 0 || import.RowsPerSecond <= 0)
        {
            return null;
        }

        var rows = import.Told.Rows / share - import.Told.Rows;
        return TimeSpan.FromSeconds(Math.Min(rows / import.RowsPerSecond, TimeSpan.FromDays(30).TotalSeconds));
    }
}
