"""Files as callers and archives write them, and a way to check text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.variants.vcf import check_vcf

GATK = """
##fileformat=VCFv4.2
##ALT=<ID=NON_REF,Description="Represents any possible alternative allele not already represented at this location by REF and ALT">
##FILTER=<ID=LowQual,Description="Low quality">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths for the ref and alt alleles in the order listed">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth (reads with MQ=255 or with bad mates are filtered)">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Minimum DP observed within the GVCF block">
##FORMAT=<ID=PGT,Number=1,Type=String,Description="Physical phasing haplotype information">
##FORMAT=<ID=PID,Number=1,Type=String,Description="Physical phasing ID information">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Normalized, Phred-scaled likelihoods for genotypes">
##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phasing set (typically the position of the first variant in the set)">
##FORMAT=<ID=SB,Number=4,Type=Integer,Description="Per-sample component statistics which comprise the Fisher's Exact Test">
##GATKCommandLine=<ID=HaplotypeCaller,CommandLine="HaplotypeCaller --emit-ref-confidence GVCF --output a.g.vcf",Version="4.2.0.0",Date="1 May 2021">
##GVCFBlock0-1=minGQ=0(inclusive),maxGQ=1(exclusive)
##INFO=<ID=BaseQRankSum,Number=1,Type=Float,Description="Z-score from Wilcoxon rank sum test of Alt Vs. Ref base qualities">
##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth; some reads may have been filtered">
##INFO=<ID=END,Number=1,Type=Integer,Description="Stop position of the interval">
##INFO=<ID=ExcessHet,Number=1,Type=Float,Description="Phred-scaled p-value for exact test of excess heterozygosity">
##INFO=<ID=MLEAC,Number=A,Type=Integer,Description="Maximum likelihood expectation (MLE) for the allele counts">
##INFO=<ID=MLEAF,Number=A,Type=Float,Description="Maximum likelihood expectation (MLE) for the allele frequency">
##INFO=<ID=RAW_MQandDP,Number=2,Type=Integer,Description="Raw data (sum of squared MQ and total depth)">
##contig=<ID=chr20,length=64444167>
##contig=<ID=HLA-A*01:01:01:01,length=3503>
##source=HaplotypeCaller
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NA12878
chr20 1 . N <NON_REF> . . END=60000 GT:DP:GQ:MIN_DP:PL 0/0:0:0:0:0,0,0
chr20 60001 . t <NON_REF> . . END=60010 GT:DP:GQ:MIN_DP:PL 0/0:35:99:31:0,90,1350
chr20 60011 . A G,<NON_REF> 512.64 . BaseQRankSum=-1.210;DP=31;ExcessHet=0.0000;MLEAC=1,0;MLEAF=0.500,0.00;RAW_MQandDP=111600,31 GT:AD:DP:GQ:PL:SB 0/1:15,16,0:31:99:520,0,480,565,528,1093:7,8,9,7
chr20 60020 . CA C,<NON_REF> 0 . DP=20;MLEAC=0,0;MLEAF=NaN,NaN GT:AD:DP:GQ:PGT:PID:PL:PS:SB 0|0:20,0,0:20:60:0|1:60020_CA_C:0,60,900,60,900,900:60020:10,10,0,0
chr20 60022 . A <NON_REF> . . END=60022 GT:DP:GQ:MIN_DP:PL ./.:0:0:0:0,0,0
HLA-A*01:01:01:01 5 . A <NON_REF> . . END=60 GT:DP:GQ:MIN_DP:PL 0/0:35:99:31:0,90,1350
"""

JOINT = """
##fileformat=VCFv4.2
##ALT=<ID=*:DEL,Description="Represents any possible spanning deletion allele">
##FILTER=<ID=VQSRTrancheSNP99.90to100.00+,Description="Truth sensitivity tranche level for SNP model at VQS Lod < -10">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count">
##INFO=<ID=AF,Number=A,Type=Float,Description="Allele Frequency">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles">
##INFO=<ID=DB,Number=0,Type=Flag,Description="dbSNP Membership">
##INFO=<ID=MQ,Number=1,Type=Float,Description="RMS Mapping Quality">
##INFO=<ID=culprit,Number=1,Type=String,Description="The annotation which was the worst performing">
##contig=<ID=1,length=249250621,assembly=b37>
##reference=file:///seq/references/human_g1k_v37.fasta
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT S1 S2 S3 S4
1 13273 rs531730856 G C 124.19 VQSRTrancheSNP99.90to100.00+ AC=2;AF=0.250;AN=8;DB;MQ=26.55;culprit=MQ GT:AD:DP:GQ:PL 0/0:4,0:4:12:0,12,131 1/1:0,6:6:18:160,18,0 0/0 ./.:0,0:0
1 13280 . GTA G,* 60 PASS AC=1,1;AF=0.125,0.125;AN=8;MQ=30.00 GT:AD:DP:GQ:PL 0/1:4,2,0:6:60:60,0,120,72,126,198 0/2:3,0,3:6:50:50,60,110,0,60,90 0|0 .
"""

BCFTOOLS = """
##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="All filters passed">
##bcftoolsVersion=1.9+htslib-1.9
##bcftoolsCommand=mpileup -f ref.fa a.bam
##reference=file://ref.fa
##contig=<ID=chr1,length=248956422>
##ALT=<ID=*,Description="Represents allele(s) other than observed.">
##INFO=<ID=INDEL,Number=0,Type=Flag,Description="Indicates that the variant is an INDEL.">
##INFO=<ID=IDV,Number=1,Type=Integer,Description="Maximum number of reads supporting an indel">
##INFO=<ID=DP,Number=1,Type=Integer,Description="Raw read depth">
##INFO=<ID=VDB,Number=1,Type=Float,Description="Variant Distance Bias",Version="3">
##INFO=<ID=SGB,Number=1,Type=Float,Description="Segregation based metric.">
##INFO=<ID=MQ0F,Number=1,Type=Float,Description="Fraction of MQ0 reads (smaller is better)">
##INFO=<ID=I16,Number=16,Type=Float,Description="Auxiliary tag used for calling">
##INFO=<ID=DP4,Number=4,Type=Integer,Description="Number of high-quality bases">
##INFO=<ID=MQ,Number=1,Type=Integer,Description="Average mapping quality">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in genotypes for each ALT allele, in the same order as listed">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles in called genotypes">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="List of Phred-scaled genotype likelihoods">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT a.bam b.bam
chr1 100 . A <*> 0 . DP=3;MQ0F=0 PL 0,9,40 0,3,4
chr1 105 . C T,<*> 0 . DP=3;VDB=0.0618664;SGB=-0.511536;MQ0F=0 PL 40,9,0,40,9,40 0,9,40,9,40,40
chr1 110 . aGGG aGG 32.4 . INDEL;IDV=3;DP=3;DP4=0,1,2,0;MQ=60;AC=2;AN=4 GT:PL 1/1:60,6,0 0/0:0,6,40
chr1 110 . A . 41.5 . DP=3;DP4=2,1,0,0;MQ=60;AN=4 GT 0/0 0/0
"""

FREEBAYES = """
##fileformat=VCFv4.2
##fileDate=20200101
##source=freeBayes v1.3.1
##phasing=none
##commandline="freebayes -f ref.fa a.bam"
##INFO=<ID=DP,Number=1,Type=Integer,Description="Total read depth at the locus">
##INFO=<ID=AF,Number=A,Type=Float,Description="Estimated allele frequency in the range (0,1]">
##INFO=<ID=RO,Number=1,Type=Integer,Description="Count of full observations of the reference haplotype.">
##INFO=<ID=TYPE,Number=A,Type=String,Description="The type of allele, either snp, mnp, ins, del, or complex.">
##INFO=<ID=CIGAR,Number=A,Type=String,Description="The extended CIGAR representation of each alternate allele">
##INFO=<ID=technology.ILLUMINA,Number=A,Type=Float,Description="Fraction of observations supporting the alternate">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Float,Description="Genotype Quality, the Phred-scaled marginal (or unconditional) probability of the called genotype">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="Genotype Likelihood, log10-scaled likelihoods">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read Depth">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Number of observation for each allele">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT s1 s2
1 1000 . ACT GCC,GCT 7.2e-12 . AF=0.25,0.5;CIGAR=1X1M1X,1X2M;DP=20;RO=4;TYPE=complex,snp;technology.ILLUMINA=1,1 GT:DP:AD:GL 1/2:10:2,4,4:-30.5,-12,-11,-12.5,0,-10.25 0/1:10:5,5,0:-10,0,-12,-11,-30,-40
1 2000 . C G 1.5 . AF=0.5;CIGAR=1X;DP=2;RO=1;TYPE=snp;technology.ILLUMINA=1 GT:GQ:DP:AD:GL 0/1:35.123:2:1,1:-3,0,-3 .
"""

STRELKA = """
##fileformat=VCFv4.1
##source=strelka
##priorSomaticSnvRate=0.0001
##content=strelka somatic snv calls
##contig=<ID=chr1,length=248956422>
##INFO=<ID=QSS,Number=1,Type=Integer,Description="Quality score for any somatic snv">
##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">
##INFO=<ID=SGT,Number=1,Type=String,Description="Most likely somatic genotype excluding normal noise states">
##INFO=<ID=MQ,Number=1,Type=Float,Description="RMS Mapping Quality">
##INFO=<ID=MQ0,Number=1,Type=Integer,Description="Total Mapping Quality Zero Reads">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth for tier1 (used+filtered)">
##FORMAT=<ID=AU,Number=2,Type=Integer,Description="Number of 'A' alleles used in tiers 1,2">
##FORMAT=<ID=CU,Number=2,Type=Integer,Description="Number of 'C' alleles used in tiers 1,2">
##FILTER=<ID=LowEVS,Description="Somatic Empirical Variant Score (SomaticEVS) is below threshold">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NORMAL TUMOR
chr1 14574 . A G . LowEVS QSS=2;SOMATIC;SGT=AA->AG;MQ=27.36;MQ0=12 DP:AU:CU 22:22,38:0,0 14:10,20:4,9
"""

MANTA = """
##fileformat=VCFv4.1
##reference=file:///ref/genome.fa
##contig=<ID=chr1,length=248956422>
##contig=<ID=chr5,length=181538259>
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise structural variation">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variant">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Difference in length between REF and ALT alleles">
##INFO=<ID=END,Number=1,Type=Integer,Description="End position of the variant described in this record">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Confidence interval around POS">
##INFO=<ID=CIGAR,Number=A,Type=String,Description="CIGAR alignment for each alternate indel allele">
##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakend">
##INFO=<ID=HOMLEN,Number=.,Type=Integer,Description="Length of base pair identical homology at event breakpoints">
##INFO=<ID=HOMSEQ,Number=.,Type=String,Description="Sequence of base pair identical homology at event breakpoints">
##INFO=<ID=BND_DEPTH,Number=1,Type=Integer,Description="Read depth at local translocation breakend">
##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Spanning paired-read support">
##FILTER=<ID=MinSomaticScore,Description="SomaticScore is less than 30">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP:TANDEM,Description="Tandem Duplication">
##cmdline=/opt/manta/bin/configManta.py --bam a.bam
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NORMAL TUMOR
chr1 1000 MantaDEL:1 GATTACA G . PASS END=1006;SVTYPE=DEL;SVLEN=-6;CIGAR=1M6D PR 21,0 10,9
chr1 5000 MantaDEL:2 T <DEL> . MinSomaticScore END=9000;SVTYPE=DEL;SVLEN=-4000;IMPRECISE;CIPOS=-100,101 PR 21,0 10,9
chr1 6000 MantaDUP:3 T <DUP:TANDEM> . PASS END=9000;SVTYPE=DUP;SVLEN=3000 PR 21,0 10,9
chr1 7000 MantaBND:4:0 A A[chr5:2000[ . PASS SVTYPE=BND;MATEID=MantaBND:4:1;HOMLEN=2;HOMSEQ=AC;BND_DEPTH=30 PR 21,0 10,9
chr5 2000 MantaBND:4:1 C ]chr1:7000]C . PASS SVTYPE=BND;MATEID=MantaBND:4:0;HOMLEN=2;HOMSEQ=AC;BND_DEPTH=30 PR 21,0 10,9
"""

DBSNP = """
##fileformat=VCFv4.2
##fileDate=20210513
##dbSNP_BUILD_ID=155
##phasing=partial
##INFO=<ID=RS,Number=1,Type=Integer,Description="dbSNP ID (i.e. rs number)">
##INFO=<ID=GENEINFO,Number=1,Type=String,Description="Pairs each of gene symbol:gene id.  The gene symbol and id are delimited by a colon (:) and each pair is delimited by a vertical bar (|).">
##INFO=<ID=FREQ,Number=.,Type=String,Description="An ordered list of allele frequencies as reported by various genomic studies.">
##INFO=<ID=COMMON,Number=0,Type=Flag,Description="RS is a common SNP.">
#CHROM POS ID REF ALT QUAL FILTER INFO
NC_000001.11 10001 rs1570391677 T A,C . . RS=1570391677;FREQ=KOREAN:0.9891,0.0109,.|SGDP_PRJ:0,1,.;COMMON
NC_000001.11 10002 rs1570391692 A C . . RS=1570391692;GENEINFO=DDX11L1:100287102
NC_000001.11 10002 rs2 A C . . RS=2
"""

CLINVAR = """
##fileformat=VCFv4.1
##fileDate=2022-01-01
##source=ClinVar
##reference=GRCh38
##ID=<Description="ClinVar Variation ID">
##INFO=<ID=AF_ESP,Number=1,Type=Float,Description="allele frequencies from GO-ESP">
##INFO=<ID=CLNDN,Number=.,Type=String,Description="ClinVar's preferred disease name">
##INFO=<ID=CLNHGVS,Number=.,Type=String,Description="Top-level genomic HGVS expression.">
##INFO=<ID=ORIGIN,Number=.,Type=String,Description="Allele origin.">
#CHROM POS ID REF ALT QUAL FILTER INFO
1 861332 1019397 G A . . AF_ESP=0.00546;CLNDN=not_provided;CLNHGVS=NC_000001.10:g.861332G>A;ORIGIN=1
1 861336 1543320 C . . . CLNDN=not_provided;ORIGIN=1
"""

GNOMAD = """
##fileformat=VCFv4.2
##hailversion=0.2.24-9cd88d97bedd
##FILTER=<ID=AC0,Description="Allele count is zero after filtering out low-confidence genotypes (GQ < 20; DP < 10)">
##FILTER=<ID=PASS,Description="Passed all variant filters">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Alternate allele count for samples">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles in samples">
##INFO=<ID=AF,Number=A,Type=Float,Description="Alternate allele frequency in samples">
##INFO=<ID=age_hist_het_bin_freq,Number=A,Type=String,Description="Histogram of ages">
##INFO=<ID=vep,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence">
##contig=<ID=chr1,length=248956422,assembly=gnomAD_GRCh38>
#CHROM POS ID REF ALT QUAL FILTER INFO
chr1 10031 . T C . AC0 AC=0;AN=56642;AF=0.00000e+00;age_hist_het_bin_freq=0|0|0;vep=C|upstream_gene_variant|MODIFIER|DDX11L1,C|downstream_gene_variant||
chr1 10037 rs1 T C . PASS AC=2;AN=56642;AF=3.53095e-05;age_hist_het_bin_freq=0|1|0
"""

PHASE1 = """
##fileformat=VCFv4.1
##INFO=<ID=AC,Number=.,Type=Integer,Description="Alternate Allele Count">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Total Allele Count">
##INFO=<ID=VT,Number=1,Type=String,Description="indicates what type of variant the line represents">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=CN0,Description="Copy number allele: 0 copies">
##INFO=<ID=CS,Number=1,Type=String,Description="Source call set.">
##INFO=<ID=MEINFO,Number=4,Type=String,Description="Mobile element info of the form NAME,START,END<POLARITY; If there is only 5' OR 3' support for this call, will be NULL NULL for START and END">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variant">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DS,Number=1,Type=Float,Description="Genotype dosage from MaCH/Thunder">
##FORMAT=<ID=GL,Number=.,Type=Float,Description="Genotype Likelihoods">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT HG00096 HG00097
X 60020 rs1 C T 100 PASS AC=1;AN=3;VT=SNP GT:DS:GL 0:0.000:-0.13,-0.58,-3.62 0|1:1.000:-2.45,-0.00,-5.00
X 60030 esv1 C <CN0>,<CN2> 100 PASS AC=1,1;AN=3;VT=SV;SVTYPE=CNV;CS=DUP_gs GT 1 0|2
X 60040 ALU_1 C <INS:ME:ALU> 100 PASS AC=1;AN=3;SVTYPE=ALU;MEINFO=AluYa4_5,1,223,- GT 0 0|1
"""

VARSCAN = """
##fileformat=VCFv4.1
##source=VarScan2
##INFO=<ID=ADP,Number=1,Type=Integer,Description="Average per-sample depth of bases with Phred score >= 15">
##INFO=<ID=HET,Number=1,Type=Integer,Description="Number of samples called heterozygous-variant">
##FILTER=<ID=str10,Description="Less than 10% or more than 90% of variant supporting reads on one strand">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
##FORMAT=<ID=SDP,Number=1,Type=Integer,Description="Raw Read Depth as reported by SAMtools">
##FORMAT=<ID=AD,Number=1,Type=Integer,Description="Depth of variant-supporting bases (reads2)">
##FORMAT=<ID=FREQ,Number=1,Type=String,Description="Variant allele frequency">
##FORMAT=<ID=PVAL,Number=1,Type=String,Description="P-value from Fisher's Exact Test">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT Sample1
chr1 1000 . A C . PASS ADP=30;HET=1 GT:GQ:SDP:AD:FREQ:PVAL 0/1:45:30:14:46.67%:2.5E-5
"""

IMPUTED = """
##fileformat=VCFv4.1
##filedate=2020.1.1
##source=Minimac4.v1.0.2
##contig=<ID=20>
##INFO=<ID=AF,Number=A,Type=Float,Description="Estimated Alternate Allele Frequency">
##INFO=<ID=MAF,Number=1,Type=Float,Description="Estimated Minor Allele Frequency">
##INFO=<ID=R2,Number=1,Type=Float,Description="Estimated Imputation Accuracy (R-square)">
##INFO=<ID=IMPUTED,Number=0,Type=Flag,Description="Marker was imputed but NOT genotyped">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DS,Number=1,Type=Float,Description="Estimated Alternate Allele Dosage : [P(0/1)+2*P(1/1)]">
##FORMAT=<ID=HDS,Number=2,Type=Float,Description="Estimated Haploid Alternate Allele Dosage ">
##FORMAT=<ID=GP,Number=3,Type=Float,Description="Estimated Posterior Probabilities for Genotypes 0/0, 0/1 and 1/1 ">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT A B
20 60343 20:60343:G:A G A . PASS AF=0.00035;MAF=0.00035;R2=0.43;IMPUTED GT:DS:HDS:GP 0|0:0:0,0:1,0,0 0|1:1:0.001,0.999:0.001,0.998,0.001
"""

TCGA = """
##fileformat=VCFv4.1
##INDIVIDUAL=TCGA-02-0001
##SAMPLE=<ID=NORMAL,Description="Wild type",Platform=ILLUMINA,Protocol=WGS,SampleName=TCGA-02-0001-10,SampleUUID=a-b>
##SAMPLE=<ID=TUMOR,Description="Mutant",Platform=ILLUMINA,SampleName=TCGA-02-0001-01>
##vcfProcessLog=<InputVCF=<a.vcf>,InputVCFSource=<caller>>
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=BQ,Number=.,Type=Integer,Description="Average base quality">
##FORMAT=<ID=SS,Number=1,Type=Integer,Description="Variant status relative to non-adjacent Normal">
##INFO=<ID=VT,Number=1,Type=String,Description="Variant type, can be SNP, INS or DEL">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NORMAL TUMOR
1 1000 . A C . PASS VT=SNP GT:BQ:SS 0/0:.:0 0/1:30:2
"""

SOMATIC = """
##fileformat=VCFv4.2
##FILTER=<ID=base_qual,Description="alt median base quality">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">
##FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fractions of alternate alleles in the tumor">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=F1R2,Number=R,Type=Integer,Description="Count of reads in F1R2 pair orientation supporting each allele">
##INFO=<ID=AS_SB_TABLE,Number=1,Type=String,Description="Allele-specific forward/reverse read counts for strand bias tests.">
##INFO=<ID=MBQ,Number=R,Type=Integer,Description="median base quality by allele">
##INFO=<ID=POPAF,Number=A,Type=Float,Description="negative log 10 population allele frequencies of alt alleles">
##INFO=<ID=RPA,Number=R,Type=Integer,Description="Number of times tandem repeat unit is repeated">
##INFO=<ID=RU,Number=1,Type=String,Description="Tandem repeat unit (bases)">
##MutectVersion=2.2
##tumor_sample=T
##contig=<ID=chr1,length=248956422>
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT T N
chr1 1000 . AT A,ATT . base_qual AS_SB_TABLE=16,13|2,1|0,3;MBQ=35,20,30;POPAF=6.00,6.00;RPA=10,9,11;RU=T GT:AD:AF:F1R2 0/1/2:20,3,3:0.1,0.1:8,1,2 0/0:30,0,0:0.02,0.02:.,.,.
"""

DEEPVARIANT = """
##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="All filters passed">
##FILTER=<ID=RefCall,Description="Genotyping model thinks this site is reference.">
##INFO=<ID=END,Number=1,Type=Integer,Description="Stop position of the interval">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Conditional genotype quality">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">
##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Minimum DP observed within the GVCF block.">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Read depth for each allele">
##FORMAT=<ID=VAF,Number=A,Type=Float,Description="Variant allele fractions.">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Phred-scaled genotype likelihoods rounded to the closest integer">
##DeepVariant_version=1.5.0
##contig=<ID=chr1,length=248956422>
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NA12878
chr1 1 . N <*> 0 . END=10000 GT:GQ:MIN_DP:PL ./.:0:0:0,0,0
chr1 10001 . T C,<*> 30.1 PASS . GT:GQ:DP:AD:VAF:PL 1/1:28:20:0,20,0:1,0:30,30,0,990,990,990
chr1 10002 . T C,<*> 0 RefCall . GT:GQ:DP:AD:VAF:PL ./.:28:20:18,2,0:0.1,0:0,30,30,990,990,990
"""

LONG_READS = """
##fileformat=VCFv4.2
##source=Sniffles2_2.0.7
##contig=<ID=chr1,length=248956422>
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=BND,Description="Breakend; Translocation">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Number of reference reads">
##FORMAT=<ID=ID,Number=1,Type=String,Description="Individual sample SV ID for multi-sample output">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Structural variation with precise breakpoints">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length of structural variation">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variation">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Mate chromsome for BND SVs">
##INFO=<ID=COVERAGE,Number=.,Type=Float,Description="Coverages near upstream, start, center, end, downstream of structural variation">
##INFO=<ID=STRAND,Number=1,Type=String,Description="Strands of supporting reads for structural variant">
##INFO=<ID=RNAMES,Number=.,Type=String,Description="Names of supporting reads">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT SAMPLE
chr1 1000 Sniffles2.INS.1S0 N <INS> 55 PASS PRECISE;SVTYPE=INS;SVLEN=200;COVERAGE=10,11,12,None,10;STRAND=+- GT:DR 0/1:5
chr1 2000 Sniffles2.BND.2S0 N ]chr5:1000]N 55 PASS PRECISE;SVTYPE=BND;CHR2=chr5;STRAND=+ GT:DR 1/1:0
"""
LONG_READS = LONG_READS.replace("10,11,12,None,10", "10,11,12,.,10")

POLYPLOID = """
##fileformat=VCFv4.3
##contig=<ID=A01,length=100000>
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
##INFO=<ID=NOTE,Number=1,Type=String,Description="Text, with spaces \\"and quotes\\" and \\\\">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT wheat potato
A01 5 . A C 10 PASS NOTE=a%3Db GT:GQ:PL 0/0/0/1:9:1,0,2,3,4 0|1|1:9:4,0,1,2
A01 6 . A . 10 PASS . GT:GQ .:. ./././.
"""

STRUCTURAL_44 = """
##fileformat=VCFv4.4
##contig=<ID=1,length=100000>
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=CNV:TR,Description="Tandem repeat">
##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="Length">
##INFO=<ID=SVCLAIM,Number=A,Type=String,Description="Claim">
##INFO=<ID=CIPOS,Number=.,Type=Integer,Description="Interval">
##INFO=<ID=CN,Number=A,Type=Float,Description="Copy number of allele">
##INFO=<ID=RN,Number=A,Type=Integer,Description="Repeats">
##INFO=<ID=RUS,Number=.,Type=String,Description="Unit">
##INFO=<ID=RUC,Number=.,Type=Float,Description="Count">
##INFO=<ID=RB,Number=.,Type=Integer,Description="Bases">
##INFO=<ID=CIRUC,Number=.,Type=Float,Description="Interval">
##INFO=<ID=RUL,Number=.,Type=Integer,Description="Length of the unit">
##INFO=<ID=RUB,Number=.,Type=Integer,Description="Bases of each unit">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PSL,Number=P,Type=String,Description="Phase sets">
##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copy number">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT s
1 5 . T G . PASS . GT:PSL |0/1:chr9*5*1,.
1 10 . A <DEL> . PASS SVLEN=100;SVCLAIM=DJ;CIPOS=-5,5 GT:CN 0/1:1.5
1 100 . T <CNV:TR>,<CNV:TR> . . SVLEN=30,30;CN=3,0.9666;RUS=CAG,CAG,CA,CAG;RN=1,3;RB=90,15,2,12 GT:CN 1|2:3.9666
1 200 . T <CNV:TR> . . SVLEN=30;CN=6.5;RUS=CAG;RUC=65;CIRUC=-15,. GT ./.
1 300 . T <CNV:TR> . . SVLEN=20000;CN=1.25;RUL=10000;RUC=5;RUB=10000,10500,11000,11500,12000 GT ./.
1 400 bnd T T[1:900[ . . . GT 0/1
"""

LOCAL_45 = """
##fileformat=VCFv4.5
##contig=<ID=1,length=100000>
##ALT=<ID=*,Description="Any allele">
##FORMAT=<Type=String,Number=1,ID=GT,Description="Genotype">
##FORMAT=<ID=LAA,Number=.,Type=Integer,Description="Local alleles">
##FORMAT=<ID=LAD,Number=LR,Type=Integer,Description="Depths">
##FORMAT=<ID=LPL,Number=LG,Type=Integer,Description="Likelihoods">
##FORMAT=<ID=LEN,Number=1,Type=Integer,Description="Length">
##FORMAT=<ID=M5mC,Number=M,Type=Float,Description="Methylated">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT s
1 1 . G A,C,T,<*> . . . GT:LAA:LAD:LPL 2/4:2,4:20,30,10:90,80,0,100,110,120
1 4 . G A,T,<*> . . . GT:LAA:LAD:LPL 0/0::30:0
1 9 . G <*> . . . GT:LEN 0/0:80
1 20 . C CTAG . . . GT:M5mC 0/1:0,0.5,0.7
1 40 . C A,T,G,ACG . . . GT:M5mC /3|1/0|4|0/0/3/1:0.25,0.1,0.5,0.6,.
"""

BENCHMARK = """
##fileformat=VCFv4.2
##contig=<ID=1,length=249250621>
##FORMAT=<ID=GT,Number=1,Type=String,Description="Consensus Genotype across all datasets with called genotype">
##FORMAT=<ID=PS,Number=1,Type=String,Description="Phase set in which this variant falls">
##FORMAT=<ID=ADALL,Number=R,Type=Integer,Description="Net allele depths across all datasets">
##FORMAT=<ID=IGT,Number=1,Type=String,Description="Original input genotype">
##FORMAT=<ID=FT,Number=.,Type=String,Description="Genotype-level filter">
##INFO=<ID=platforms,Number=1,Type=Integer,Description="Number of different platforms">
##INFO=<ID=platformnames,Number=.,Type=String,Description="Names of platforms">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT HG001
1 837214 rs72631888 G C 50 PASS platforms=3;platformnames=Illumina,CG,10X GT:PS:ADALL:IGT:FT 0|1:PATMAT:145,169:0/1:lowGQ;lowDP
1 841852 . C T 50 PASS platforms=1 GT:PS:ADALL:IGT:FT 1|1:HOMVAR:0,30:1/1:PASS
"""

GBS = """
##fileformat=VCFv4.0
##source=ipyrad_v.0.9.81
##INFO=<ID=NS,Number=1,Type=Integer,Description="Number of Samples With Data">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CATG,Number=1,Type=String,Description="Base Counts (CATG)">
##FORMAT=<ID=GL,Number=.,Type=Float,Description="Genotype likelihoods">
##INFO=<ID=AF,Number=1,Type=Float,Description="Allele Frequency">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT s1 s2
RAD_0 12 loc0_pos11 C T 13 PASS NS=2;AF=0.5 GT:CATG:GL 0/1:7,0,6,0:-1,-2,-3 ./.:0,0,0,0:.
"""

CALLERS = {
    "benchmark": BENCHMARK,
    "reduced-representation": GBS,
    "gatk-gvcf": GATK,
    "gatk-joint": JOINT,
    "bcftools": BCFTOOLS,
    "freebayes": FREEBAYES,
    "strelka": STRELKA,
    "manta": MANTA,
    "dbsnp": DBSNP,
    "clinvar": CLINVAR,
    "gnomad": GNOMAD,
    "1000-genomes": PHASE1,
    "varscan": VARSCAN,
    "minimac": IMPUTED,
    "tcga": TCGA,
    "mutect2": SOMATIC,
    "deepvariant": DEEPVARIANT,
    "long-reads": LONG_READS,
    "polyploid-4.3": POLYPLOID,
    "structural-4.4": STRUCTURAL_44,
    "local-4.5": LOCAL_45,
}


def tabbed(text: str) -> str:
    """The text of a file whose columns stand with blanks between, without the line feed at its start."""
    lines = text.strip("\n").split("\n")
    return "".join((line if line.startswith("##") else line.replace(" ", "\t")) + "\n" for line in lines)


@pytest.fixture(params=CALLERS)
def called(request: pytest.FixtureRequest) -> str:
    """The text of a valid file as one caller or archive writes it."""
    return tabbed(CALLERS[request.param])


@pytest.fixture(scope="session")
def every_called() -> list[str]:
    """The texts of all these files."""
    return [tabbed(text) for text in CALLERS.values()]


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., tuple[Remarks, dict]]:
    """Checks text as a VCF file: its remarks and figures."""

    def check(text: str | bytes, options: Options | None = None) -> tuple[Remarks, dict]:
        path = tmp_path / "a.vcf"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        remarks = Remarks(str(path))
        with open_stream(path, remarks) as stream:
            metrics = check_vcf(stream, remarks, options or Options())
        return remarks, metrics

    return check


@pytest.fixture
def told(checked: Callable[..., tuple[Remarks, dict]]) -> Callable[..., set[str]]:
    """The codes said of a file of one version with these records; not those of undeclared names."""

    def tell(version: str, *records: str, meta: tuple[str, ...] = (), samples: int = 0) -> set[str]:
        names = "#CHROM POS ID REF ALT QUAL FILTER INFO"
        names += " FORMAT " + " ".join(f"S{number}" for number in range(samples)) if samples else ""
        head = [f"##fileformat=VCFv{version}", *(f"##{line}" for line in meta), names.replace(" ", "\t")]
        body = [record.replace(" ", "\t").replace("·", " ") for record in records]
        remarks, _ = checked("\n".join([*head, *body]) + "\n")
        usual = {"W_VCF_CONTIG", "I_VCF_NO_EVIDENCE", "W_VCF_NO_RECORDS"}
        return {code for code in remarks.counts if code not in usual and not code.endswith("_UNDECLARED")}

    return tell
