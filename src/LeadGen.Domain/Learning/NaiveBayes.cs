namespace LeadGen.Domain.Learning;

/// <summary>
/// The chance as Odoo's predictive lead scoring tells it, for comparison: the odds of all leads times, for each thing that is known,
/// how often good leads have it against how often others do, as if each stood alone. A tenth of a lead is added everywhere.
/// </summary>
internal sealed class NaiveBayes
{
    private const double Smoothing = 0.1;

    private readonly double[] _weights;

    private NaiveBayes(double[] weights) => _weights = weights;

    public static NaiveBayes Learn(CardDesign design, AnswerSheet sheet)
    {
        var (good, bad) = (new double[sheet.Questions], new double[sheet.Questions]);
        var (allGood, allBad) = (2 * Smoothing, 2 * Smoothing);
        for (var index = 0; index < sheet.Count; index++)
        {
            _ = sheet.Good[index] ? allGood++ : allBad++;
            var before = -1;
            foreach (var answer in sheet.Of(index))
            {
                if (answer != before)
                {
                    (sheet.Good[index] ? good : bad)[answer]++;
                }
                before = answer;
            }
        }
        var weights = new double[sheet.Questions + 1];
        for (var question = 0; question < sheet.Questions; question++)
        {
            weights[question] =
                Math.Log((good[question] + Smoothing) / allGood) - Math.Log((bad[question] + Smoothing) / allBad);
        }
        // What is missing says nothing there.
        for (var index = 0; index < design.Facts.Count; index++)
        {
            var fact = design.Facts[index];
            weights.AsSpan((design.FirstOf[index] + fact.Bands)..(design.FirstOf[index] + fact.Bins.Count)).Clear();
        }
        weights[^1] = Math.Log(allGood / allBad);
        return new NaiveBayes(weights);
    }

    /// <summary>The logarithm of the odds.</summary>
    public double ChanceOf(ReadOnlySpan<ushort> answers) => RidgeLogistic.Sum(answers, _weights);
}
