namespace LeadGen.Domain.Scoring;

/// <summary>What changed in one section of a model: criteria are the same where their keys are.</summary>
internal static class SectionDiff
{
    public static IEnumerable<ModelChange> Of(string section, List<DiffItem> before, List<DiffItem> after)
    {
        var old = before.ToDictionary(item => item.Key, StringComparer.Ordinal);
        var kept = after.Where(item => old.ContainsKey(item.Key)).ToList();
        var keptKeys = kept.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before
                .Where(item => !keptKeys.Contains(item.Key))
                .Select(item => Change(ModelChangeKind.Removed, item, $"Removed {Told(item)}")),
            .. after
                .Where(item => !keptKeys.Contains(item.Key))
                .Select(item => Change(ModelChangeKind.Added, item, $"Added {Told(item)}")),
            .. kept.SelectMany(item => Edited(old[item.Key], item)),
            .. Moved([.. before.Select(item => item.Key).Where(keptKeys.Contains)], kept),
        ];

        ModelChange Change(ModelChangeKind kind, DiffItem item, string text) =>
            new(kind, $"{section}.{item.Key}", text);

        IEnumerable<ModelChange> Edited(DiffItem from, DiffItem to) =>
            ChangeWords.OfItem(from, to).Select(change => Change(change.Kind, to, change.Text));

        IEnumerable<ModelChange> Moved(List<string> was, List<DiffItem> now)
        {
            var stayed = Stayed([.. now.Select(item => was.IndexOf(item.Key))]);
            for (var place = 0; place < now.Count; place++)
            {
                if (!stayed[place])
                {
                    var where = place == 0 ? "to the top" : $"to after “{now[place - 1].Label}”";
                    yield return Change(ModelChangeKind.Moved, now[place], $"Moved “{now[place].Label}” {where}");
                }
            }
        }
    }

    private static string Told(DiffItem item) =>
        $"“{item.Label}”: {item.Rule}{ChangeWords.PointsOf(item.Json)}{(item.Off ? ", switched off" : "")}";

    /// <summary>Which of them stand in the order that they had: the longest rising sequence. The fewest are told as moved.</summary>
    private static bool[] Stayed(int[] places)
    {
        var length = new int[places.Length];
        var previous = new int[places.Length];
        var last = -1;
        for (var i = 0; i < places.Length; i++)
        {
            (length[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (places[j] < places[i] && length[j] >= length[i])
                {
                    (length[i], previous[i]) = (length[j] + 1, j);
                }
            }
            if (last < 0 || length[i] > length[last])
            {
                last = i;
            }
        }
        var stayed = new bool[places.Length];
        for (; last >= 0; last = previous[last])
        {
            stayed[last] = true;
        }
        return stayed;
    }
}
