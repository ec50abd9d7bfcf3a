using LeadGen.Domain.Capture;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture.Spam;

/// <summary>By what a text is known again though it is kept nowhere: an id of each of its sentences, and how long that is.</summary>
public sealed class TextMarks
{
    private readonly List<(Guid Id, int Letters)> _marks;

    private TextMarks(IEnumerable<string> sentences) =>
        _marks = [.. sentences.Distinct().Select(one => (StableId.Of("sentence", one), SpamText.Weight(one)))];

    public IEnumerable<Guid> Ids => _marks.Select(mark => mark.Id);

    public static TextMarks Of(string? text) => new(SpamText.Sentences(text));

    /// <summary>The most that holds of half the text, where it holds of each sentence so much; 0 of a text that is too short to tell.</summary>
    public int OfHalf(Func<Guid, int> much)
    {
        var half = (_marks.Sum(mark => mark.Letters) + 1) / 2;
        var most = _marks
            .Select(mark => (mark.Letters, Much: much(mark.Id)))
            .OrderByDescending(one => one.Much)
            .ToList();
        foreach (var one in most)
        {
            half -= one.Letters;
            if (half <= 0)
            {
                return one.Much;
            }
        }

        return 0;
    }
}
